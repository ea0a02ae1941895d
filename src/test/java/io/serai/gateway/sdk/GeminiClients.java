package io.serai.gateway.sdk;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import io.serai.gateway.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Google's Gen AI SDK as an application makes it and uses it. */
final class GeminiClients {

    /** A client that gives up at the first failure. */
    static Client of(TestGateway gateway) {
        return Client.builder()
                .apiKey("AIza-anything")
                .httpOptions(HttpOptions.builder()
                        .baseUrl(gateway.uri("").toString())
                        .timeout(20_000)
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }

    static GenerateContentConfig nothing() {
        return GenerateContentConfig.builder().build();
    }

    static Content user(String text) {
        return Content.builder().role("user").parts(Part.fromText(text)).build();
    }

    static GenerateContentConfig.Builder withWeather() {
        return GenerateContentConfig.builder()
                .tools(Tool.builder()
                        .functionDeclarations(FunctionDeclaration.builder()
                                .name("get_weather")
                                .description("The weather in a city")
                                .parameters(Schema.builder()
                                        .type(Type.Known.OBJECT)
                                        .properties(Map.of(
                                                "city",
                                                Schema.builder()
                                                        .type(Type.Known.STRING)
                                                        .build()))
                                        .required("city")
                                        .build())
                                .build())
                        .build());
    }

    /** The events of a stream. */
    static List<GenerateContentResponse> streamed(
            Client client, String model, List<Content> contents, GenerateContentConfig config) {
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(model, contents, config)) {
            List<GenerateContentResponse> events = new ArrayList<>();
            stream.forEach(events::add);
            return events;
        }
    }

    static String text(List<GenerateContentResponse> events) {
        StringBuilder text = new StringBuilder();
        for (GenerateContentResponse event : events) {
            String piece = event.text();
            text.append(piece == null ? "" : piece);
        }
        return text.toString();
    }

    /** What the model said, to be given back: each event is a content of its own. */
    static List<Content> said(List<GenerateContentResponse> events) {
        return events.stream()
                .flatMap(event -> event.candidates().orElse(List.of()).stream())
                .flatMap(candidate -> candidate.content().stream())
                .toList();
    }

    static List<FunctionCall> calls(List<Content> said) {
        return said.stream()
                .flatMap(content -> content.parts().orElse(List.of()).stream())
                .flatMap(part -> part.functionCall().stream())
                .toList();
    }

    /** The question, the model's turn as it was, and what its calls gave. */
    static List<Content> goingOn(String question, List<Content> said, Map<String, Object> result) {
        List<Content> contents = new ArrayList<>();
        contents.add(user(question));
        contents.addAll(said);
        List<Part> results = new ArrayList<>();
        for (FunctionCall call : calls(said)) {
            FunctionResponse.Builder response =
                    FunctionResponse.builder().name(call.name().orElseThrow()).response(result);
            call.id().ifPresent(response::id);
            results.add(Part.builder().functionResponse(response.build()).build());
        }
        contents.add(Content.builder().role("user").parts(results).build());
        return contents;
    }

    private GeminiClients() {}
}
