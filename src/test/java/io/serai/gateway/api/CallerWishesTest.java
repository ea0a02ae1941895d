package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller can say about the way of its request, in each API. */
class CallerWishesTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .set("serai.faults.allowed", "true")
                .model("down", "- to: {uri: ai:simulated/down, parameters: {fault: status=503}}")
                .model("hangs", "- to: {uri: ai:simulated/hangs, parameters: {fault: stall-after=0}}")
                .model("up", "- to: {uri: ai:simulated/up}")
                .file(
                        "models.yaml",
                        """
                        models:
                          tagged:
                            targets:
                              - {model: simulated/cheap, tags: [cheap], region: us}
                              - {model: simulated/safe, tags: [cheap, eu], region: eu}
                          guarded: {targets: [down, up]}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static HttpResponse<String> chat(String model, String header, String value) throws Exception {
        return gateway.send(gateway.post("/v1/chat/completions", TestGateway.chatRequest(model, "Hi", "false"))
                .header(header, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | {'model':'down','models':['up'],'messages':[{'role':'user','content':'Hi'}]}",
                "/v1/chat/completions | {'model':'down','fallbacks':[{'model':'up'}],'stream':true,'messages':[{'role':'user','content':'Hi'}]}",
                "/v1/responses        | {'model':'down','models':['up'],'input':'Hi'}",
                "/v1/responses        | {'model':'down','models':['up'],'input':'Hi','stream':true}",
                "/v1/messages         | {'model':'down','fallbacks':['up'],'max_tokens':50,'messages':[{'role':'user','content':'Hi'}]}",
            })
    void models_ofTheBody_answerOneAfterTheOther(String path, String body) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, body.replace('\'', '"')));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-model")).contains("simulated/up");
        assertThat(answer.headers().firstValue("x-serai-attempts")).contains("2");
    }

    @Test
    void models_noneOfThemAnswering_isTheFirstFailure() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"down\",\"models\":[\"nobody\"],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("provider_unavailable");
    }

    @Test
    void timeout_ofTheCaller_endsTheWait() throws Exception {
        HttpResponse<String> answer = chat("hangs", "x-serai-timeout", "300ms");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("provider_timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1.2.3", "2 weeks", "900000", "99999999999999999999"})
    void timeout_thatIsNone_isABadRequestThatNamesIt(String value) throws Exception {
        HttpResponse<String> answer = chat("up", "x-serai-timeout", value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"param\":\"x-serai-timeout\"");
    }

    @ParameterizedTest
    @CsvSource({
        "x-serai-tags,eu,simulated/safe",
        "x-serai-tags,cheap,simulated/cheap",
        "x-serai-region,eu,simulated/safe",
        "x-serai-region,us,simulated/cheap"
    })
    void target_hasWhatTheCallerAsksFor(String header, String value, String target) throws Exception {
        assertThat(chat("tagged", header, value).headers().firstValue("x-serai-model"))
                .contains(target);
    }

    @Test
    void target_thatNobodyHas_isABadRequestThatNamesIt() throws Exception {
        HttpResponse<String> answer = chat("tagged", "x-serai-tags", "gold");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"param\":\"x-serai-tags\"");
    }

    @Test
    void fallback_thatTheCallerDoesNotWant_isNotAsked() throws Exception {
        assertThat(chat("guarded", "x-serai-no-fallback", "true").statusCode()).isEqualTo(503);
        assertThat(chat("guarded", "x-serai-no-fallback", "false").statusCode()).isEqualTo(200);
    }
}
