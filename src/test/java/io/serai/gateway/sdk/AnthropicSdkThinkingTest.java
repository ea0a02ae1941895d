package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.AnthropicClients.asking;
import static io.serai.gateway.sdk.AnthropicClients.goingOn;
import static io.serai.gateway.sdk.AnthropicClients.kinds;
import static io.serai.gateway.sdk.AnthropicClients.streamed;
import static io.serai.gateway.sdk.AnthropicClients.weather;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.ThinkingConfigEnabled;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a model thought before it called a tool comes back to its provider with the tool's result, letter by letter: Anthropic's own
 * thinking to Anthropic, the reasoning of others to those.
 */
class AnthropicSdkThinkingTest {

    /** platform.claude.com/docs/en/build-with-claude/extended-thinking, with tool use. */
    private static final String BLOCKS =
            """
            [{"type":"thinking","thinking":"The weather, so the tool.","signature":"BDaL4VrbR2Oj0hO4XpJxT28J5TILnCrr+/=="},\
            {"type":"redacted_thinking","data":"EmwKAhgBEgy3va3pzix/LafPsn4a"},\
            {"type":"tool_use","id":"toolu_01","name":"get_weather","input":{"city":"Paris"}}]""";

    /** openrouter.ai/docs/use-cases/reasoning-tokens: what a Gemini model behind it answers. */
    private static final String DETAILS =
            """
            [{"type":"reasoning.text","format":"google-gemini-v1","index":0,"text":"The weather, so the tool."},\
            {"type":"reasoning.encrypted","format":"google-gemini-v1","index":1,"id":"call_1","data":"CiQBVKhc7h+/=="}]""";

    private static final String CALL =
            "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}";

    /** How the application asks. */
    enum Form {
        WHOLE,
        STREAMED;

        Message ask(AnthropicClient client, MessageCreateParams request) {
            return this == WHOLE ? client.messages().create(request) : streamed(client, request);
        }
    }

    private static TestUpstream anthropic;
    private static TestUpstream openRouter;
    private static TestGateway gateway;
    private static AnthropicClient client;

    @BeforeAll
    static void start() throws Exception {
        anthropic = TestUpstream.behaving(AnthropicSdkThinkingTest::asAnthropic);
        openRouter = TestUpstream.behaving(AnthropicSdkThinkingTest::asOpenRouter);
        gateway = TestGateway.setup()
                .file(
                        "provider-claude.camel.yaml",
                        """
                        - beans:
                            - name: claude
                              type: io.serai.providers.Provider
                              properties: {dialect: anthropic, baseUrl: "%s", apiKey: "sk-test"}
                        """
                                .formatted("http://127.0.0.1:" + anthropic.port()))
                .file(
                        "provider-router.camel.yaml",
                        """
                        - beans:
                            - name: router
                              type: io.serai.providers.Provider
                              properties: {dialect: %s, baseUrl: "%s", apiKey: "sk-test"}
                        """
                                .formatted("openai-compatible", openRouter.baseUrl()))
                .start();
        client = AnthropicClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        anthropic.close();
        openRouter.close();
    }

    @BeforeEach
    void forget() {
        anthropic.bodies().clear();
        openRouter.bodies().clear();
    }

    @ParameterizedTest
    @EnumSource
    void anthropicsThinking_comesBackToAnthropic(Form form) {
        MessageCreateParams question = question("claude/claude-sonnet-4-5");

        Message turn = form.ask(client, question);
        form.ask(client, goingOn(question, turn, "Sunny"));

        assertThat(kinds(turn)).containsExactly("thinking", "redacted_thinking", "tool_use");
        JsonObject sent = new JsonObject(anthropic.bodies().get(1));
        assertThat(sent.getJsonObject("thinking").getInteger("budget_tokens")).isEqualTo(2048);
        assertThat(messages(sent).getJsonObject(1).getJsonArray("content")).isEqualTo(new JsonArray(BLOCKS));
        assertThat(messages(sent)
                        .getJsonObject(2)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getString("tool_use_id"))
                .isEqualTo("toolu_01");
    }

    @ParameterizedTest
    @EnumSource
    void reasoningOfAnother_comesBackToThatOther(Form form) {
        MessageCreateParams question = question("router/google/gemini-3-pro");

        Message turn = form.ask(client, question);
        form.ask(client, goingOn(question, turn, "Sunny"));

        assertThat(turn.content().get(0).asThinking().thinking()).isEqualTo("The weather, so the tool.");
        assertThat(kinds(turn)).containsExactlyInAnyOrder("thinking", "redacted_thinking", "tool_use");
        JsonObject sent = new JsonObject(openRouter.bodies().get(1));
        JsonObject assistant = messages(sent).getJsonObject(1);
        assertThat(assistant.getJsonArray("reasoning_details")).isEqualTo(new JsonArray(DETAILS));
        assertThat(assistant.getJsonArray("tool_calls")).isEqualTo(new JsonArray("[" + CALL + "]"));
    }

    @Test
    void reasoningOfAnother_neverReachesAnthropic() {
        MessageCreateParams question = question("router/google/gemini-3-pro");
        Message turn = client.messages().create(question);

        client.messages()
                .create(goingOn(question, turn, "Sunny").toBuilder()
                        .model("claude/claude-sonnet-4-5")
                        .build());

        assertThat(anthropic.bodies().get(0)).doesNotContain("serai1.").contains("\"tool_use\"");
    }

    private static MessageCreateParams question(String model) {
        return asking(model, "What is the weather in Paris?")
                .thinking(ThinkingConfigEnabled.builder().budgetTokens(2048).build())
                .addTool(weather())
                .build();
    }

    private static JsonArray messages(JsonObject request) {
        return request.getJsonArray("messages");
    }

    private static void asAnthropic(HttpServerRequest request, Buffer body) {
        String head =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":%s,"
                        + "\"stop_reason\":%s,\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":5}}";
        if (!Boolean.TRUE.equals(body.toJsonObject().getBoolean("stream"))) {
            TestUpstream.json(request, head.formatted(BLOCKS, "\"tool_use\""));
            return;
        }
        StringBuilder events = new StringBuilder();
        event(events, "{\"type\":\"message_start\",\"message\":" + head.formatted("[]", "null") + "}");
        JsonArray blocks = new JsonArray(BLOCKS);
        for (int i = 0; i < blocks.size(); i++) {
            block(events, i, blocks.getJsonObject(i));
        }
        event(
                events,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},"
                        + "\"usage\":{\"output_tokens\":5}}");
        event(events, "{\"type\":\"message_stop\"}");
        TestUpstream.stream(request).end(events.toString());
    }

    private static void block(StringBuilder events, int index, JsonObject block) {
        JsonObject start = block.copy();
        JsonArray deltas = new JsonArray();
        switch (block.getString("type")) {
            case "thinking" -> {
                start.put("thinking", "").put("signature", "");
                deltas.add(new JsonObject().put("type", "thinking_delta").put("thinking", block.getString("thinking")));
                deltas.add(
                        new JsonObject().put("type", "signature_delta").put("signature", block.getString("signature")));
            }
            case "tool_use" -> {
                start.put("input", new JsonObject());
                deltas.add(new JsonObject()
                        .put("type", "input_json_delta")
                        .put("partial_json", block.getJsonObject("input").encode()));
            }
            default -> {}
        }
        event(
                events,
                tagged("content_block_start", index).put("content_block", start).encode());
        deltas.forEach(delta -> event(
                events, tagged("content_block_delta", index).put("delta", delta).encode()));
        event(events, tagged("content_block_stop", index).encode());
    }

    private static JsonObject tagged(String type, int index) {
        return new JsonObject().put("type", type).put("index", index);
    }

    private static void event(StringBuilder events, String data) {
        events.append("event: ")
                .append(new JsonObject(data).getString("type"))
                .append("\ndata: ")
                .append(data)
                .append("\n\n");
    }

    private static void asOpenRouter(HttpServerRequest request, Buffer body) {
        String message =
                "\"role\":\"assistant\",\"content\":%s,\"reasoning_details\":" + DETAILS + ",\"tool_calls\":[%s]";
        String usage = "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,\"total_tokens\":14}";
        if (!Boolean.TRUE.equals(body.toJsonObject().getBoolean("stream"))) {
            TestUpstream.json(
                    request,
                    "{\"id\":\"gen-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{"
                            + message.formatted("null", CALL) + "},\"finish_reason\":\"tool_calls\"}]," + usage + "}");
            return;
        }
        String chunk =
                "data: {\"id\":\"gen-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[%s]%s}\n\n";
        String delta = message.formatted("\"\"", "{\"index\":0," + CALL.substring(1));
        TestUpstream.stream(request)
                .end(": OPENROUTER PROCESSING\n\n"
                        + chunk.formatted("{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":null}", "")
                        + chunk.formatted("{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}", "")
                        + chunk.formatted("", "," + usage)
                        + "data: [DONE]\n\n");
    }
}
