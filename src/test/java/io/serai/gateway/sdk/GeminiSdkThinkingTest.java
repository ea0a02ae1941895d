package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.GeminiClients.calls;
import static io.serai.gateway.sdk.GeminiClients.goingOn;
import static io.serai.gateway.sdk.GeminiClients.said;
import static io.serai.gateway.sdk.GeminiClients.streamed;
import static io.serai.gateway.sdk.GeminiClients.user;
import static io.serai.gateway.sdk.GeminiClients.withWeather;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a model thought before it called a function comes back to its provider with the function's result, letter by letter: Gemini's own
 * signatures to Gemini, Anthropic's thinking to Anthropic, whether or not the application wants to see it.
 */
class GeminiSdkThinkingTest {

    private static final String QUESTION = "What is the weather in Paris and Rome?";

    /** ai.google.dev/gemini-api/docs/thought-signatures: parallel calls, of which the first is signed. */
    private static final String PARTS =
            """
            [{"functionCall":{"name":"get_weather","args":{"city":"Paris"}},"thoughtSignature":"CiQBVKhc7h+/AA=="},\
            {"functionCall":{"name":"get_weather","args":{"city":"Rome"}}}]""";

    /** platform.claude.com/docs/en/build-with-claude/extended-thinking, with tool use. */
    private static final String BLOCKS =
            """
            [{"type":"thinking","thinking":"The weather, so the tool.","signature":"BDaL4VrbR2Oj0hO4XpJxT28J5TILnCrr+/=="},\
            {"type":"redacted_thinking","data":"EmwKAhgBEgy3va3pzix/LafPsn4a"},\
            {"type":"tool_use","id":"toolu_01","name":"get_weather","input":{"city":"Paris"}}]""";

    /** How the application asks. */
    enum Form {
        WHOLE,
        STREAMED;

        List<Content> ask(Client client, String model, List<Content> contents, GenerateContentConfig config) {
            return said(
                    this == WHOLE
                            ? List.of(client.models.generateContent(model, contents, config))
                            : streamed(client, model, contents, config));
        }
    }

    private static TestUpstream anthropic;
    private static TestUpstream gemini;
    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        anthropic = TestUpstream.behaving(GeminiSdkThinkingTest::asAnthropic);
        gemini = TestUpstream.behaving(GeminiSdkThinkingTest::asGemini);
        gateway = TestGateway.setup()
                .file("provider-claude.camel.yaml", provider("claude", "anthropic", anthropic))
                .file("provider-google.camel.yaml", provider("google", "gemini", gemini))
                .start();
        client = GeminiClients.of(gateway);
    }

    private static String provider(String name, String dialect, TestUpstream upstream) {
        return """
                - beans:
                    - name: %s
                      type: io.serai.providers.Provider
                      properties: {dialect: %s, baseUrl: "http://127.0.0.1:%d", apiKey: "sk-test"}
                """
                .formatted(name, dialect, upstream.port());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        anthropic.close();
        gemini.close();
    }

    @BeforeEach
    void forget() {
        anthropic.bodies().clear();
        gemini.bodies().clear();
    }

    @ParameterizedTest
    @EnumSource
    void geminisSignatures_comeBackToGemini(Form form) {
        GenerateContentConfig config = withWeather().build();
        String model = "google/gemini-3-pro-preview";

        List<Content> turn = form.ask(client, model, List.of(user(QUESTION)), config);
        form.ask(client, model, goingOn(QUESTION, turn, Map.of("sky", "blue")), config);

        assertThat(calls(turn)).extracting(FunctionCall::id).allSatisfy(id -> assertThat(id)
                .isEmpty());
        JsonArray contents = new JsonObject(gemini.bodies().get(1)).getJsonArray("contents");
        assertThat(contents.getJsonObject(1).getJsonArray("parts")).isEqualTo(new JsonArray(PARTS));
        assertThat(contents.getJsonObject(2).getJsonArray("parts"))
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"functionResponse":{"name":"get_weather","response":{"sky":"blue"}}},\
                                {"functionResponse":{"name":"get_weather","response":{"sky":"blue"}}}]"""));
    }

    @ParameterizedTest
    @CsvSource({"WHOLE, true", "WHOLE, false", "STREAMED, true", "STREAMED, false"})
    void anthropicsThinking_comesBackToAnthropic(Form form, boolean shown) {
        GenerateContentConfig config = withWeather()
                .thinkingConfig(ThinkingConfig.builder()
                        .thinkingBudget(2048)
                        .includeThoughts(shown)
                        .build())
                .maxOutputTokens(4096)
                .build();
        String model = "claude/claude-sonnet-4-5";

        List<Content> turn = form.ask(client, model, List.of(user(QUESTION)), config);
        form.ask(client, model, goingOn(QUESTION, turn, Map.of("sky", "blue")), config);

        assertThat(turn.stream()
                        .flatMap(content -> content.parts().orElse(List.of()).stream())
                        .filter(part -> part.thought().orElse(false))
                        .flatMap(part -> part.text().stream())
                        .reduce("", String::concat))
                .isEqualTo(shown ? "The weather, so the tool." : "");
        JsonArray messages = new JsonObject(anthropic.bodies().get(1)).getJsonArray("messages");
        assertThat(messages.getJsonObject(1).getJsonArray("content")).isEqualTo(new JsonArray(BLOCKS));
        JsonObject result = messages.getJsonObject(2).getJsonArray("content").getJsonObject(0);
        assertThat(result.getString("tool_use_id")).isEqualTo("toolu_01");
        assertThat(result.getString("content")).isEqualTo("{\"sky\":\"blue\"}");
    }

    @Test
    void anthropicsThinking_neverReachesGemini() {
        GenerateContentConfig config = withWeather()
                .thinkingConfig(ThinkingConfig.builder().thinkingBudget(2048).build())
                .build();
        List<Content> turn = Form.WHOLE.ask(client, "claude/claude-sonnet-4-5", List.of(user(QUESTION)), config);

        Form.WHOLE.ask(client, "google/gemini-2.5-flash", goingOn(QUESTION, turn, Map.of("sky", "blue")), config);

        assertThat(gemini.bodies().get(0))
                .doesNotContain("c2VyYWkx", "thoughtSignature")
                .contains("\"functionCall\"");
    }

    @Test
    void request_reachesGeminiAsItWas() {
        GenerateContentConfig config = GenerateContentConfig.fromJson(
                """
                {"systemInstruction":{"parts":[{"text":"Be brief."}]},"temperature":0.5,"topK":40,"seed":7,
                 "stopSequences":["x"],"mediaResolution":"MEDIA_RESOLUTION_LOW","thinkingConfig":{"thinkingBudget":0},
                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}],
                 "cachedContent":"cachedContents/abc","tools":[{"googleSearch":{}}]}""");
        Content question = Content.builder()
                .role("user")
                .parts(Part.fromBytes(new byte[] {1, 2, 3}, "application/pdf"), Part.fromText("What is it?"))
                .build();

        client.models.generateContent("google/gemini-2.5-flash", question, config);

        assertThat(new JsonObject(gemini.bodies().get(0)))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"application/pdf","data":"AQID"}},
                                 {"text":"What is it?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"googleSearch":{}}],
                                 "generationConfig":{"temperature":0.5,"topK":40,"seed":7,"stopSequences":["x"],
                                 "mediaResolution":"MEDIA_RESOLUTION_LOW","thinkingConfig":{"thinkingBudget":0}},
                                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}],
                                 "cachedContent":"cachedContents/abc"}"""));
    }

    private static void asGemini(HttpServerRequest request, Buffer body) {
        String answer =
                """
                {"candidates":[{"content":{"parts":%s,"role":"model"}%s,"index":0}],"usageMetadata":{"promptTokenCount":9,\
                "candidatesTokenCount":5,"totalTokenCount":14},"modelVersion":"m","responseId":"r1"}""";
        if (request.path().endsWith(":generateContent")) {
            TestUpstream.json(request, answer.formatted(PARTS, ",\"finishReason\":\"STOP\""));
            return;
        }
        JsonArray parts = new JsonArray(PARTS);
        String first = answer.formatted("[" + parts.getJsonObject(0).encode() + "]", "");
        String last = answer.formatted("[" + parts.getJsonObject(1).encode() + "]", ",\"finishReason\":\"STOP\"");
        TestUpstream.stream(request).end("data: " + first + "\r\n\r\ndata: " + last + "\r\n\r\n");
    }

    private static void asAnthropic(HttpServerRequest request, Buffer body) {
        String head =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":%s,"
                        + "\"stop_reason\":%s,\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":5}}";
        if (!Boolean.TRUE.equals(body.toJsonObject().getBoolean("stream"))) {
            TestUpstream.json(request, head.formatted(BLOCKS, "\"tool_use\""));
            return;
        }
        JsonArray blocks = new JsonArray(BLOCKS);
        String thinking = blocks.getJsonObject(0).getString("thinking");
        StringBuilder events = new StringBuilder();
        event(events, "message_start", "\"message\":" + head.formatted("[]", "null"));
        event(
                events,
                "content_block_start",
                "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        for (String piece : List.of(thinking.substring(0, 7), thinking.substring(7))) {
            delta(events, 0, new JsonObject().put("type", "thinking_delta").put("thinking", piece));
        }
        delta(
                events,
                0,
                new JsonObject()
                        .put("type", "signature_delta")
                        .put("signature", blocks.getJsonObject(0).getString("signature")));
        event(events, "content_block_stop", "\"index\":0");
        event(
                events,
                "content_block_start",
                "\"index\":1,\"content_block\":" + blocks.getJsonObject(1).encode());
        event(events, "content_block_stop", "\"index\":1");
        event(
                events,
                "content_block_start",
                "\"index\":2,\"content_block\":"
                        + blocks.getJsonObject(2)
                                .copy()
                                .put("input", new JsonObject())
                                .encode());
        for (String piece : List.of("{\"city\":\"Pa", "ris\"}")) {
            delta(events, 2, new JsonObject().put("type", "input_json_delta").put("partial_json", piece));
        }
        event(events, "content_block_stop", "\"index\":2");
        event(
                events,
                "message_delta",
                "\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}");
        event(events, "message_stop", "\"x\":0");
        TestUpstream.stream(request).end(events.toString());
    }

    private static void delta(StringBuilder events, int index, JsonObject delta) {
        event(events, "content_block_delta", "\"index\":" + index + ",\"delta\":" + delta.encode());
    }

    private static void event(StringBuilder events, String type, String members) {
        events.append("event: ")
                .append(type)
                .append("\ndata: {\"type\":\"")
                .append(type)
                .append("\",")
                .append(members)
                .append("}\n\n");
    }
}
