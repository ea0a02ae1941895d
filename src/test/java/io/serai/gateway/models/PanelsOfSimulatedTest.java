package io.serai.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.serai.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cascades and ensembles of {@code models.yaml} behind a front end, with simulated models. */
class PanelsOfSimulatedTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .file(
                        "models.yaml",
                        """
                        models:
                          thrifty:
                            cascade:
                              models: [simulated/small, simulated/middle, simulated/large]
                              checks:
                                - length: {min-characters: 100000}
                          content:
                            cascade:
                              models: [simulated/small, simulated/large]
                              checks: [refusal, schema, tool-call, length: {min-characters: 1}]
                          panel:
                            ensemble: {models: [simulated/a, simulated/a, simulated/b], by: vote, min-answers: 2}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static List<String> targets(HttpResponse<String> explained) {
        return JsonPath.read(explained.body(), "$.route.steps[0].targets[*].call.target");
    }

    @Test
    void cascade_thatNobodyPasses_isAnsweredByTheLast() throws Exception {
        HttpResponse<String> answer = gateway.chat("thrifty", "Hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-model")).contains("simulated/large");
        assertThat(answer.headers().firstValue("x-serai-attempts")).contains("3");
    }

    @Test
    void cascade_whoseFirstPasses_isAnsweredByIt_alsoAsAStream() throws Exception {
        HttpResponse<String> answer = gateway.chat("content", "Hello");
        assertThat(answer.headers().firstValue("x-serai-model")).contains("simulated/small");
        HttpResponse<String> streamed =
                gateway.send(gateway.post("/v1/chat/completions", TestGateway.chatRequest("content", "Hello", "true")));
        assertThat(streamed.statusCode()).isEqualTo(200);
        assertThat(streamed.body()).contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
    }

    @Test
    void ensemble_byVote_givesWhatTwoOfThreeSay() throws Exception {
        HttpResponse<String> answer = gateway.chat("panel", "Hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-model")).contains("simulated/a");
    }

    @Test
    void explain_ofBoth_tellsWhomTheyAsk() throws Exception {
        HttpResponse<String> cascade =
                gateway.send(gateway.post("/v1/explain", TestGateway.chatRequest("thrifty", "Hello", "false")));
        assertThat(targets(cascade)).containsExactly("simulated/small", "simulated/middle", "simulated/large");
        assertThat((Object) JsonPath.read(cascade.body(), "$.route.steps[0].targets[0].checks[0]"))
                .isEqualTo("length");
        HttpResponse<String> ensemble =
                gateway.send(gateway.post("/v1/explain", TestGateway.chatRequest("panel", "Hello", "false")));
        assertThat(targets(ensemble)).containsExactly("simulated/a", "simulated/a", "simulated/b");
        assertThat((Object) JsonPath.read(ensemble.body(), "$.route.steps[0].by"))
                .isEqualTo("vote");
    }

    @Test
    void routes_thatCallEachOther_stopTheStartByFileAndRoute() {
        assertThatThrownBy(() -> TestGateway.setup()
                        .model("one", "- to: {uri: \"model:two\"}\n")
                        .model("two", "- to: {uri: \"model:one\"}\n")
                        .file("models.yaml", "models: {fast: {targets: [simulated/a]}}\n")
                        .start())
                .hasMessageContaining("one.camel.yaml")
                .hasMessageContaining("'two'");
    }
}
