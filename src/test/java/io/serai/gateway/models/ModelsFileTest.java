package io.serai.gateway.models;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two providers behind a model of {@code models.yaml}, the first of which does what the test says. */
class ModelsFileTest {

    private static final String TOO_LONG =
            """
            {"error": {"message": "This model's maximum context length is 10 tokens.", "type": "invalid_request_error",\
             "code": "context_length_exceeded"}}""";

    private TestUpstream second;
    private TestUpstream first;
    private TestGateway gateway;

    @BeforeEach
    void startSecond() throws Exception {
        second = TestUpstream.behaving((request, body) -> {
            if (body.toString().contains("\"stream\":true")) {
                TestUpstream.stream(request).end(TestUpstream.content("Hello") + TestUpstream.finish());
            } else {
                TestUpstream.json(request, TestUpstream.ANSWER);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (first != null) {
            first.close();
        }
        second.close();
    }

    private void start(TestUpstream first, String models) throws Exception {
        this.first = first;
        gateway = TestGateway.setup()
                .provider("one", first.baseUrl())
                .provider("two", second.baseUrl())
                .file("models.yaml", models)
                .start();
    }

    private HttpResponse<String> stream(String model) throws IOException, InterruptedException {
        return gateway.send(gateway.post("/v1/chat/completions", TestGateway.chatRequest(model, "Hi", "true")));
    }

    private static void unavailable(HttpServerRequest request) {
        request.response()
                .setStatusCode(503)
                .putHeader("content-type", "text/html")
                .end("<h1>Down</h1>");
    }

    @Test
    void model_whoseFirstTargetIsDown_isAnsweredByTheSecond() throws Exception {
        start(
                TestUpstream.behaving((request, body) -> unavailable(request)),
                """
                models:
                  fast:
                    description: Short answers
                    targets: [one/a, two/b]
                """);

        HttpResponse<String> whole = gateway.chat("fast", "Hi");
        HttpResponse<String> streamed = stream("fast");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).contains("Hello");
        assertThat(streamed.body()).contains("Hello", "[DONE]").doesNotContain("error");
        assertThat(first.calls()).isEqualTo(2);
        assertThat(second.bodies()).allMatch(body -> body.contains("\"model\":\"b\""));
    }

    @Test
    void model_whoseFirstTargetHangs_isAnsweredByTheSecond() throws Exception {
        start(
                TestUpstream.behaving((request, body) -> {}),
                """
                models:
                  fast:
                    targets: [one/a, two/b]
                    timeouts: {first-token: 3s, total: 60s}
                """);

        assertThat(stream("fast").body()).contains("Hello", "[DONE]");
        assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");
    }

    @Test
    void model_tooSmallForTheRequest_isFollowedByTheLargerWindow() throws Exception {
        start(
                TestUpstream.behaving((request, body) -> request.response()
                        .setStatusCode(400)
                        .putHeader("content-type", "application/json")
                        .end(TOO_LONG)),
                """
                models:
                  fast:
                    targets: [one/a]
                    fallbacks: {context-window: [long]}
                  long:
                    visibility: private
                    targets: [two/b]
                """);

        assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");
    }

    @Test
    void target_whoseConditionDoesNotHold_isNotAsked() throws Exception {
        start(
                TestUpstream.answering(),
                """
                models:
                  fast:
                    targets:
                      - {model: one/vip, when: {jsonpath: $.metadata.vip}}
                      - {model: one/a, when: {jsonpath: "$.messages[?(@.content == 'to the first')]"}}
                      - {model: two/b, tags: [eu]}
                """);

        gateway.chat("fast", "to the second");
        assertThat(first.calls()).isZero();

        gateway.chat("fast", "to the first");
        assertThat(first.calls()).isOne();

        gateway.send(gateway.post("/v1/chat/completions", TestGateway.chatRequest("fast", "to the first", "false"))
                .header("x-serai-tags", "eu"));
        assertThat(first.calls()).isOne();
    }

    @Test
    void model_leastCost_asksTheCheapest() throws Exception {
        first = TestUpstream.answering();
        gateway = TestGateway.setup()
                .provider("one", first.baseUrl())
                .provider("two", second.baseUrl())
                .file(
                        "prices.yaml",
                        """
                        prices:
                          one: {source: none, date: 2026-01-01, models: {a: {input: 2, output: 8}}}
                          two: {source: none, date: 2026-01-01, models: {b: {input: 1, output: 4}}}
                        """)
                .file("models.yaml", "models: {fast: {strategy: least-cost, targets: [one/c, one/a, two/b]}}")
                .start();

        gateway.chat("fast", "Hi");

        assertThat(first.calls()).isZero();
        assertThat(second.calls()).isOne();
    }

    @Test
    void shadow_isAskedAndAnswersNobody() throws Exception {
        start(
                TestUpstream.answering(),
                "models: {fast: {targets: [two/b], shadow: {model: one/candidate, share: 100%}}}");

        assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");

        await().atMost(10, SECONDS)
                .untilAsserted(() ->
                        assertThat(first.bodies()).singleElement().asString().contains("candidate"));
    }

    @Test
    void model_withAnotherOperation_isAskedForIt() throws Exception {
        start(
                TestUpstream.behaving((request, body) -> unavailable(request)),
                "models: {vectors: {capabilities: [embed], targets: [one/down, simulated/e], fallbacks: {default: [two/b]}}}");

        HttpResponse<String> embedded =
                gateway.send(gateway.post("/v1/embeddings", "{\"model\": \"vectors\", \"input\": \"Hello\"}"));

        assertThat(embedded.statusCode()).isEqualTo(200);
        assertThat(embedded.body()).contains("embedding");
        assertThat(gateway.chat("vectors", "Hi").statusCode()).isEqualTo(400);
    }

    @Test
    void models_ofTheFile_areListedAsOthersAre() throws Exception {
        start(
                TestUpstream.answering(),
                """
                models:
                  fast:
                    description: "Short answers: 50% off & more"
                    capabilities: [chat, tools]
                    context-window: 128000
                    aliases: [quick]
                    targets: [one/a]
                  hidden:
                    visibility: private
                    targets: [one/a]
                """);

        String listed = gateway.get("/v1/models").body();
        assertThat(listed)
                .contains("\"fast\"", "\"quick\"", "Short answers: 50% off & more", "128000", "tools")
                .doesNotContain("hidden");
        assertThat(gateway.chat("quick", "Hi").statusCode()).isEqualTo(200);
        assertThat(gateway.chat("hidden", "Hi").statusCode()).isEqualTo(404);
    }
}
