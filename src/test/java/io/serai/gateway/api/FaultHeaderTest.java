package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code x-serai-fault}: callers try what their fallbacks do, where the operator lets them. */
class FaultHeaderTest {

    private static TestGateway open;
    private static TestGateway closed;
    private static TestGateway listed;

    @BeforeAll
    static void start() throws Exception {
        open = setup().set("serai.faults.allowed", "true").start();
        closed = setup().start();
        listed = setup().set("serai.http.allowed-headers", "content-type, x-serai-fault, x-serai-*")
                .start();
    }

    private static TestGateway.Setup setup() {
        return TestGateway.setup()
                .model("plain", "- to: {uri: ai:simulated/first}")
                .model(
                        "safe",
                        """
                        - loadBalance:
                            customLoadBalancer: {ref: "#class:io.serai.processors.routing.TargetBalancer"}
                            steps:
                              - to: {uri: ai:simulated/first}
                              - to: {uri: ai:simulated/second}
                        """)
                .model(
                        "rehearsal",
                        """
                        - loadBalance:
                            customLoadBalancer: {ref: "#class:io.serai.processors.routing.TargetBalancer"}
                            steps:
                              - to: {uri: ai:simulated/third, parameters: {fault: "status=429;retry-after=60;share=100%"}}
                              - to: {uri: ai:simulated/second}
                        """);
    }

    @AfterAll
    static void stop() throws Exception {
        open.close();
        closed.close();
        listed.close();
    }

    private static HttpResponse<String> chat(TestGateway gateway, String model, String stream, String fault)
            throws Exception {
        return gateway.send(gateway.post("/v1/chat/completions", TestGateway.chatRequest(model, "Hi", stream))
                .header("x-serai-fault", fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=503", "no fault at all"})
    void header_ofACallerWithoutTheRight_isNotHeeded(String fault) throws Exception {
        for (TestGateway gateway : List.of(closed, listed)) {
            assertThat(chat(gateway, "plain", "false", fault).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void status_isThatOfAProviderThatRefuses(String stream) throws Exception {
        HttpResponse<String> answer = chat(open, "plain", stream, "status=503;retry-after=7");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(answer.body()).contains("provider_unavailable");
    }

    @Test
    void cut_endsAStreamByAnErrorEvent() throws Exception {
        HttpResponse<String> answer = chat(open, "plain", "true", "cut-after=3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("provider_bad_response").doesNotContain("finish_reason\":\"stop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target=simulated/first;status=500",
                "target=*/first;cut-after=0",
                "target=simulated/f*;error=timeout"
            })
    void fault_ofTheFirstTarget_showsThatTheSecondAnswers(String fault) throws Exception {
        for (String stream : List.of("false", "true")) {
            HttpResponse<String> answer = chat(open, "safe", stream, fault);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"model\":\"second\"");
        }
    }

    @Test
    void fault_ofTheConfiguration_needsNoRight() throws Exception {
        HttpResponse<String> answer = closed.chat("rehearsal", "Hi");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"model\":\"second\"");
    }

    @Test
    void header_thatIsWrong_isABadRequestThatNamesIt() throws Exception {
        HttpResponse<String> answer = chat(open, "plain", "false", "sttaus=503");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The header x-serai-fault is wrong: expected members such as status=503")
                .contains("\"param\":\"x-serai-fault\"");
    }
}
