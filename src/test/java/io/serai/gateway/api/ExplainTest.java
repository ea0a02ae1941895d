package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code POST /v1/explain} tells of a request, and that nobody is asked for it. */
class ExplainTest {

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        gateway = TestGateway.setup()
                .provider("one", upstream.baseUrl())
                .provider("two", upstream.baseUrl())
                .model(
                        "balanced",
                        """
                        - loadBalance:
                            id: targets
                            customLoadBalancer: {ref: "#class:io.serai.processors.routing.TargetBalancer"}
                            steps:
                              - to: {uri: "ai:one/a", parameters: {firstToken: 4s}}
                              - to: {uri: "model:inner"}
                        """)
                .model("inner", "- to: {id: call-two, uri: \"ai:two/b\"}\n")
                .model(
                        "choosy",
                        """
                        - choice:
                            id: by-length
                            when:
                              - jsonpath: "$.messages[?(@.content == 'long')]"
                                steps:
                                  - to: {uri: "ai:two/b"}
                              - simple: "${header.SeraiStream} == true"
                                steps:
                                  - to: {uri: "model:inner"}
                            otherwise:
                              steps:
                                - to: {uri: "ai:one/a"}
                        """)
                .file(
                        "provider-claude.camel.yaml",
                        """
                        - beans:
                            - name: claude
                              type: io.serai.providers.Provider
                              properties: {dialect: anthropic, baseUrl: "%s", apiKey: "sk-test"}
                        """
                                .formatted(upstream.baseUrl()))
                .file(
                        "models.yaml",
                        """
                        models:
                          told:
                            description: From a file
                            aliases: [retold]
                            strategy: weighted
                            targets:
                              - {model: one/a, weight: 1}
                              - {model: two/b, weight: 3, max-input-tokens: 10}
                            fallbacks: {general: [inner]}
                            retries: {unavailable: 2}
                          meant:
                            semantic: {embeddings: simulated/embedder}
                            targets:
                              - simulated/a
                              - {model: simulated/b, examples: ["Who is the judge?"]}
                              - {model: simulated/c, examples: ["A poem, please"]}
                        """)
                .model("round", "- to: {uri: \"model:trip\"}\n")
                .model(
                        "trip",
                        """
                        - filter:
                            simple: "${body[again]} == true"
                            steps:
                              - to: {uri: "model:round"}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void nobodyWasAsked() {
        assertThat(upstream.calls()).isZero();
    }

    private static String explain(String path, String body) throws Exception {
        String query = path.isEmpty() ? "" : "?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        HttpResponse<String> answer = gateway.send(gateway.post("/v1/explain" + query, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String chat(String model, String text) {
        return TestGateway.chatRequest(model, text, "false");
    }

    @Test
    void model_byItsName_isToldWithItsRoute() throws Exception {
        String told = explain("", chat("inner", "Hi"));

        assertThat((String) JsonPath.read(told, "$.object")).isEqualTo("explanation");
        assertThat((String) JsonPath.read(told, "$.model.resolved")).isEqualTo("inner");
        assertThat((String) JsonPath.read(told, "$.model.match")).isEqualTo("exact");
        assertThat((String) JsonPath.read(told, "$.route.id")).isEqualTo("inner");
        assertThat((String) JsonPath.read(told, "$.route.steps[0].id")).isEqualTo("call-two");
        assertThat((String) JsonPath.read(told, "$.route.steps[0].target")).isEqualTo("two/b");
        assertThat((String) JsonPath.read(told, "$.route.steps[0].status")).isEqualTo("ready");
        assertThat((Integer) JsonPath.read(told, "$.route.steps[0].estimated_input_tokens"))
                .isBetween(1, 20);
    }

    @Test
    void member_ofAProvider_isToldAsOne() throws Exception {
        String told = explain("", chat("two/whatever", "Hi"));

        assertThat((String) JsonPath.read(told, "$.model.resolved")).isEqualTo("*/*");
        assertThat((String) JsonPath.read(told, "$.model.match")).isEqualTo("provider");
        assertThat((String) JsonPath.read(told, "$.route.steps[0].target")).isEqualTo("two/whatever");
    }

    @Test
    void balancer_tellsWhomItWouldAsk() throws Exception {
        String told = explain("", chat("balanced", "Hi"));

        String step = "$.route.steps[0]";
        assertThat((String) JsonPath.read(told, step + ".strategy")).isEqualTo("priority");
        assertThat((List<?>) JsonPath.read(told, step + ".targets[*].target"))
                .isEqualTo(List.of("one/a", "model://inner"));
        assertThat((Boolean) JsonPath.read(told, step + ".targets[0].asked_now"))
                .isTrue();
        assertThat((Boolean) JsonPath.read(told, step + ".targets[0].standing.open"))
                .isTrue();
        assertThat((Integer) JsonPath.read(told, step + ".targets[0].standing.running"))
                .isZero();
        assertThat((Integer) JsonPath.read(told, step + ".targets[0].call.timeouts_ms.first_token"))
                .isEqualTo(4_000);
        assertThat((String) JsonPath.read(told, step + ".targets[1].call.route.steps[0].target"))
                .isEqualTo("two/b");
    }

    @Test
    void target_withoutATag_isExcluded() throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.post("/v1/explain", chat("balanced", "Hi")).header("x-serai-tags", "eu"));

        assertThat((List<?>) JsonPath.read(answer.body(), "$.route.steps[0].targets[*].excluded"))
                .isEqualTo(List.of("not_wanted", "not_wanted"));
    }

    @Test
    void model_ofAFile_isToldAsTheRouteThatItIs() throws Exception {
        String told = explain("", chat("retold", "Hi"));

        String step = "$.route.steps[0]";
        assertThat((String) JsonPath.read(told, "$.model.match")).isEqualTo("alias");
        assertThat((String) JsonPath.read(told, "$.model.resolved")).isEqualTo("told");
        assertThat((String) JsonPath.read(told, step + ".strategy")).isEqualTo("weighted");
        assertThat((Integer) JsonPath.read(told, step + ".retries.unavailable")).isEqualTo(2);
        assertThat((List<?>) JsonPath.read(told, step + ".targets[*].role"))
                .isEqualTo(List.of("target", "target", "general"));
        assertThat((String) JsonPath.read(told, step + ".targets[0].call.target"))
                .isEqualTo("two/b");

        String tooLong = explain("", chat("told", "x".repeat(200)));

        assertThat((String) JsonPath.read(tooLong, step + ".targets[0].call.target"))
                .isEqualTo("one/a");
        assertThat((List<?>) JsonPath.read(tooLong, step + ".targets[?(@.excluded == 'too_long')].call.target"))
                .isEqualTo(List.of("two/b"));
    }

    @Test
    void requestByMeaning_embeddedBefore_isToldWithItsTarget() throws Exception {
        String step = "$.route.steps[0]";
        String unknown = explain("", chat("meant", "A poem, please"));

        assertThat((Object) JsonPath.read(unknown, step + ".addressed.way")).isNull();
        assertThat((List<?>) JsonPath.read(unknown, step + ".addressed.routes"))
                .isEqualTo(List.of("simulated/b", "simulated/c"));
        assertThat((List<?>) JsonPath.read(unknown, step + ".targets[*].target"))
                .isEqualTo(List.of("simulated/a", "simulated/b", "simulated/c"));

        gateway.send(gateway.post("/v1/chat/completions", chat("meant", "A poem, please")));
        String known = explain("", chat("meant", "A poem, please"));

        assertThat((String) JsonPath.read(known, step + ".addressed.way")).isEqualTo("simulated/c");
        assertThat((String) JsonPath.read(known, step + ".addressed.otherwise")).isEqualTo("priority");
        assertThat((List<?>) JsonPath.read(known, step + ".targets[*].target"))
                .isEqualTo(List.of("simulated/c", "simulated/a", "simulated/b"));
    }

    @Test
    void field_thatAProviderCantBeTold_isNamed() throws Exception {
        String body = chat("claude/claude-haiku-4-5", "Hi").replace("{\"model\"", "{\"seed\":1,\"model\"");

        assertThat((List<?>) JsonPath.read(explain("", body), "$.route.steps[0].dropped"))
                .isEqualTo(List.of("seed"));
        assertThat((List<?>) JsonPath.read(explain("", chat("one/a", "Hi")), "$.route.steps[0].dropped"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Hi,false,otherwise", "Hi,true,simple", "long,true,jsonpath"})
    void choice_onTheRequest_tellsTheWay(String text, String stream, String way) throws Exception {
        String told = explain("", TestGateway.chatRequest("choosy", text, stream));

        List<String> taken = JsonPath.read(told, "$.route.steps[0].ways[?(@.taken == true)].when");
        assertThat(taken).singleElement().asString().startsWith(way);
    }

    @Test
    void routes_thatCallEachOther_endWhereTheyBegan() throws Exception {
        String told = explain("", chat("round", "Hi"));

        assertThat((Boolean) JsonPath.read(told, "$.route.steps[0].route.steps[0].steps[0].route.loop"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/messages|{\"model\":\"inner\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|chat|false",
                "/v1/responses|{\"model\":\"inner\",\"input\":\"Hi\",\"stream\":true}|chat|true",
                "/v1/completions|{\"model\":\"inner\",\"prompt\":[\"Hi\",\"Ho\"]}|chat|false",
                "/api/chat|{\"model\":\"inner\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|chat|true",
                "/v1/models/inner:generateContent|{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}|chat|false",
                "/v1/messages/count_tokens|{\"model\":\"inner\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|count_tokens|false",
                "/v1/embeddings|{\"model\":\"inner\",\"input\":\"Hi\"}|embed|false",
                "/v1beta/models/inner:streamGenerateContent?alt=sse|{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}|chat|true",
                "/v1beta/models/inner:generateContent|{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}|chat|false"
            })
    void request_ofEachApi_isReadAsItsOwn(String path, String body, String operation, boolean stream) throws Exception {
        String told = explain(path, body);

        assertThat((String) JsonPath.read(told, "$.request.model")).isEqualTo("inner");
        assertThat((String) JsonPath.read(told, "$.request.operation")).isEqualTo(operation);
        assertThat((Boolean) JsonPath.read(told, "$.request.stream")).isEqualTo(stream);
        assertThat((String) JsonPath.read(told, "$.route.steps[0].target")).isEqualTo("two/b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/explain|{\"model\":\"nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|404|model_not_found",
                "/v1/explain|{}|400|model",
                "/v1/explain?path=/v1/nothing|{}|400|/v1/messages"
            })
    void request_thatIsNone_isRefusedAsItWouldBe(String path, String body, int status, String word) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, body));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(word);
    }
}
