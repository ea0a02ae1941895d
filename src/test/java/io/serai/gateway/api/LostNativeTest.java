package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A turn whose text was changed can't go back in its provider's own blocks, and what only those told is lost: that a server ran a tool,
 * and what it found. Who wants all or nothing is refused.
 */
class LostNativeTest {

    private static final String LOST = "messages[1].native";

    private static TestUpstream upstream;
    private static TestGateway gateway;

    /**
     * A conversation whose second message says otherwise than its own blocks.
     *
     * @param model whose provider these blocks are of
     * @param blocks what the provider had answered
     */
    record Conversation(String model, String blocks, boolean streamed) {

        String request(String named, String text) {
            return """
                    {"model":"%s","stream":%s,"max_tokens":99,"messages":[{"role":"user","content":"Hi"},
                    {"role":"assistant","content":"%s","native":%s},{"role":"user","content":"Go on"}]}"""
                    .formatted(named, streamed, text, blocks);
        }

        @Override
        public String toString() {
            return model + (streamed ? " streamed" : "");
        }
    }

    static Stream<Conversation> conversations() {
        return Stream.of(false, true)
                .flatMap(streamed -> Stream.of(
                        new Conversation(
                                "claude",
                                """
                                {"anthropic":[{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"a"}},
                                {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]},
                                {"type":"text","text":"It rains."}]}""",
                                streamed),
                        new Conversation(
                                "gemini",
                                """
                                {"gemini":[{"executableCode":{"language":"PYTHON","code":"print(1)"}},
                                {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},{"text":"It rains."}]}""",
                                streamed),
                        new Conversation(
                                "nova",
                                """
                                {"bedrock":[{"toolUse":{"toolUseId":"s1","name":"nova_grounding","type":"server_tool_use","input":{}}},
                                {"toolResult":{"toolUseId":"s1","type":"nova_grounding_result","content":[]}},{"text":"It rains."}]}""",
                                streamed),
                        new Conversation(
                                "responses",
                                """
                                {"responses":[{"id":"ws_1","type":"web_search_call","status":"completed",
                                "action":{"type":"search","query":"a"}},{"id":"msg_1","type":"message","status":"completed",
                                "role":"assistant","content":[{"type":"output_text","annotations":[],"text":"It rains."}]}]}""",
                                streamed)));
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(
                (request, body) -> request.response().setStatusCode(500).end());
        String server = "http://127.0.0.1:" + upstream.port();
        gateway = TestGateway.setup()
                .file("native-providers.camel.yaml", providers().replace("SERVER", server))
                .file("native-models.camel.yaml", models())
                .start();
    }

    private static String providers() {
        return """
                - beans:
                    - name: claude
                      type: io.serai.providers.Provider
                      properties: {dialect: anthropic, baseUrl: "SERVER", apiKey: sk-test}
                    - name: gemini
                      type: io.serai.providers.Provider
                      properties: {dialect: gemini, baseUrl: "SERVER", apiKey: sk-test}
                    - name: nova
                      type: io.serai.providers.Provider
                      properties: {dialect: bedrock, baseUrl: "SERVER", options: {region: us-east-1, accessKeyId: AKIDEXAMPLE, secretAccessKey: secret}}
                    - name: responses
                      type: io.serai.providers.Provider
                      properties: {dialect: openai-responses, baseUrl: "SERVER", apiKey: sk-test}
                """;
    }

    private static String models() {
        StringBuilder routes = new StringBuilder();
        for (String model : new String[] {"claude", "gemini", "nova", "responses"}) {
            for (String strict : new String[] {"", "?strict=true"}) {
                routes.append(
                        """
                        - route:
                            id: native-%1$s
                            from:
                              uri: model:%1$s
                              steps:
                                - to: {uri: "ai:%2$s"}
                        """
                                .formatted(model + (strict.isEmpty() ? "" : "-strict"), model + "/any-model" + strict));
            }
        }
        return routes.toString();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        upstream.bodies().clear();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void changedTurn_withServersTools_isRefusedUnderTheStrictHeader(Conversation conversation) throws Exception {
        assertRefused(send(conversation.request(conversation.model(), "[masked]"), "true"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void changedTurn_withServersTools_isRefusedByAStrictModel(Conversation conversation) throws Exception {
        assertRefused(send(conversation.request(conversation.model() + "-strict", "[masked]"), "false"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void unchangedTurn_withServersTools_goesUpstreamUnderTheStrictHeader(Conversation conversation) throws Exception {
        HttpResponse<String> answer = send(conversation.request(conversation.model(), "It rains."), "true");

        assertThat(upstream.bodies())
                .as(answer.body())
                .singleElement()
                .asString()
                .contains("It rains.");
    }

    private static HttpResponse<String> send(String request, String strict) throws Exception {
        return gateway.send(gateway.post("/v1/chat/completions", request).header("x-serai-strict", strict));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(LOST).doesNotContain("It rains.");
        assertThat(upstream.bodies()).isEmpty();
    }
}
