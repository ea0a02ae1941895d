package io.serai.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What applications do with {@code client.responses()} of OpenAI's SDK. */
class ResponsesSdkTest {

    private static final String SIMULATED = "simulated/parrot";

    private static TestUpstream upstream;
    private static TestGateway gateway;
    private static OpenAIClient client;

    /** Breaks off where the model's name says so. */
    private static void behave(HttpServerRequest request, Buffer body) {
        JsonObject asked = body.toJsonObject();
        if (asked.getString("model").equals("cut")) {
            TestUpstream.stream(request).write(TestUpstream.content("one")).onSuccess(sent -> request.connection()
                    .close());
        } else if (asked.getBoolean("stream", false)) {
            TestUpstream.stream(request)
                    .end(TestUpstream.content("Hel") + TestUpstream.content("lo") + TestUpstream.finish());
        } else {
            TestUpstream.json(request, TestUpstream.ANSWER);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(ResponsesSdkTest::behave);
        gateway = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
        client = SdkClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        upstream.close();
    }

    @Test
    void response_toAQuestion_isWholeAndValid() {
        Response response = client.responses()
                .create(asking(SIMULATED, "How are you?")
                        .instructions("Be kind.")
                        .build());

        response.validate();
        assertThat(text(response)).contains("How are you?");
        assertThat(response.id()).matches("resp_[0-9a-f]{48}");
        assertThat(response.status()).hasValue(ResponseStatus.COMPLETED);
        assertThat(response.usage()).hasValueSatisfying(usage -> assertThat(usage.totalTokens())
                .isEqualTo(usage.inputTokens() + usage.outputTokens())
                .isPositive());
    }

    @Test
    void response_streamed_endsAsTheWholeOne() {
        Response whole =
                client.responses().create(asking(SIMULATED, "Tell me a story").build());
        ResponseAccumulator accumulator = ResponseAccumulator.create();

        List<ResponseStreamEvent> events =
                events(asking(SIMULATED, "Tell me a story").build());

        events.forEach(event -> accumulator.accumulate(event.validate()));
        StringBuilder deltas = new StringBuilder();
        events.forEach(event -> event.outputTextDelta().ifPresent(delta -> deltas.append(delta.delta())));
        assertThat(deltas.toString()).isEqualTo(text(whole));
        assertThat(text(accumulator.response())).isEqualTo(text(whole));
        assertThat(accumulator.response().usage()).isEqualTo(whole.usage());
        assertThat(events.get(0).isCreated()).isTrue();
        assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
    }

    @Test
    void tools_inTwoTurns_goOnFromThePreviousResponse() {
        Response first = client.responses()
                .create(asking(SIMULATED, "What is the weather in Paris?")
                        .addTool(weather())
                        .build());
        ResponseFunctionToolCall call = first.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .findFirst()
                .orElseThrow();
        assertThat(call.name()).isEqualTo("get_weather");
        assertThat(call.arguments()).contains("\"city\"");

        Response last = client.responses()
                .create(ResponseCreateParams.builder()
                        .model(SIMULATED)
                        .previousResponseId(first.id())
                        .inputOfResponse(List.of(result(call, "Sunny, 21 degrees")))
                        .addTool(weather())
                        .build());

        assertThat(text(last)).contains("get_weather", "Sunny, 21 degrees");
        assertThat(last.previousResponseId()).hasValue(first.id());
    }

    @Test
    void tools_streamedAndSentBackByHand_needNothingKept() {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        events(asking(SIMULATED, "What is the weather in Paris?")
                        .addTool(weather())
                        .store(false)
                        .reasoning(
                                Reasoning.builder().effort(ReasoningEffort.HIGH).build())
                        .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
                        .build())
                .forEach(accumulator::accumulate);
        List<ResponseInputItem> items = new ArrayList<>();
        items.add(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("What is the weather in Paris?")
                .build()));
        for (ResponseOutputItem item : accumulator.response().output()) {
            item.reasoning().ifPresent(reasoning -> items.add(ResponseInputItem.ofReasoning(reasoning)));
            item.functionCall().ifPresent(call -> {
                items.add(ResponseInputItem.ofFunctionCall(call));
                items.add(result(call, "Rainy"));
            });
        }
        assertThat(items).anyMatch(ResponseInputItem::isReasoning).anyMatch(ResponseInputItem::isFunctionCall);

        Response last = client.responses()
                .create(ResponseCreateParams.builder()
                        .model(SIMULATED)
                        .store(false)
                        .inputOfResponse(items)
                        .addTool(weather())
                        .build());

        assertThat(text(last)).contains("Rainy");
        assertThatThrownBy(() -> client.responses().retrieve(last.id())).isInstanceOf(NotFoundException.class);
    }

    /** A shape of answer. */
    static final class Person {
        public String name;
        public int age;
    }

    @Test
    void jsonSchema_answer_isOfThatClass() {
        Person person =
                client
                        .responses()
                        .create(asking(SIMULATED, "Who is there?")
                                .text(Person.class)
                                .build())
                        .output()
                        .stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .flatMap(content -> content.outputText().stream())
                        .findFirst()
                        .orElseThrow();

        assertThat(person.name).isNotNull();
    }

    @Test
    void kept_response_isRetrievedListedAndDeleted() {
        Response response =
                client.responses().create(asking(SIMULATED, "Remember this").build());

        assertThat(client.responses().retrieve(response.id())).isEqualTo(response);
        assertThat(client.responses().inputItems().list(response.id()).data())
                .singleElement()
                .satisfies(item -> assertThat(item.toString()).contains("Remember this"));
        client.responses().delete(response.id());
        assertThatThrownBy(() -> client.responses().retrieve(response.id()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("not found");
    }

    @Test
    void inputTokens_areCounted() {
        assertThat(client.responses()
                        .inputTokens()
                        .count(InputTokenCountParams.builder()
                                .model(SIMULATED)
                                .input("How many are these?")
                                .build())
                        .inputTokens())
                .isPositive();
    }

    @Test
    void badRequest_namesTheField() {
        assertThatThrownBy(() -> client.responses()
                        .create(asking(SIMULATED, "Hi").temperature(9.0).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).hasValue("temperature"));
        assertThatThrownBy(() -> client.responses()
                        .create(asking(SIMULATED, "Hi")
                                .previousResponseId("resp_nobody")
                                .build()))
                .isInstanceOfSatisfying(BadRequestException.class, e -> {
                    assertThat(e.param()).hasValue("previous_response_id");
                    assertThat(e.code()).hasValue("previous_response_not_found");
                });
        assertThatThrownBy(
                        () -> client.responses().create(asking("nothing", "Hi").build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void upstream_getsTheCanonicalRequest() {
        Response response = client.responses()
                .create(asking("upstream/m", "Hi")
                        .instructions("Be brief.")
                        .maxOutputTokens(16)
                        .build());

        assertThat(text(response)).isEqualTo("Hello");
        String body = upstream.bodies().get(upstream.bodies().size() - 1);
        assertThat(new JsonObject(body).getJsonArray("messages").encode())
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]");
        assertThat(body).doesNotContain("\"input\"", "\"store\"", "null");
    }

    @Test
    void stream_cutUpstream_isAFailureNotAnEnd() {
        List<ResponseStreamEvent> events = events(asking("upstream/cut", "Hi").build());

        assertThat(events).noneMatch(ResponseStreamEvent::isCompleted);
        assertThat(events.get(events.size() - 2).asError().code()).isPresent();
        Response failed = events.get(events.size() - 1).asFailed().response();
        assertThat(failed.status()).hasValue(ResponseStatus.FAILED);
        assertThat(failed.error()).isPresent();
        assertThat(text(failed)).isEqualTo("one");
    }

    private static ResponseCreateParams.Builder asking(String model, String text) {
        return ResponseCreateParams.builder().model(model).input(text);
    }

    private static List<ResponseStreamEvent> events(ResponseCreateParams request) {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(request)) {
            return stream.stream().toList();
        }
    }

    private static ResponseInputItem result(ResponseFunctionToolCall call, String output) {
        return ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output(output)
                .build());
    }

    private static FunctionTool weather() {
        return FunctionTool.builder()
                .name("get_weather")
                .description("The weather in a city")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build();
    }

    private static String text(Response response) {
        StringBuilder text = new StringBuilder();
        response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .forEach(content -> content.outputText().ifPresent(part -> text.append(part.text())));
        return text.toString();
    }
}
