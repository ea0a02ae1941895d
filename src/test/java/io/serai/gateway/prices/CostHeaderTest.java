package io.serai.gateway.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.settings.StartException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code x-serai-cost}, by the list that the gateway comes with and by one of its own. The upstream uses 3 tokens in and 1 out. */
class CostHeaderTest {

    private static final String PRICES =
            """
            prices:
              contract:
                source: what we have agreed on
                date: 2026-11-21
                models:
                  m: {input: 2, output: 10}
              openai:
                source: what we have agreed on
                date: 2026-11-21
                models:
                  gpt-4.1-mini: {input: 0.5, output: 1}
            """;

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        gateway = TestGateway.setup()
                .provider("contract", upstream.baseUrl())
                .provider("unheard-of", upstream.baseUrl())
                .file(
                        "providers.camel.yaml",
                        """
                        - beans:
                            - name: our-openai
                              type: io.serai.providers.Provider
                              properties: {preset: openai, baseUrl: "%s", apiKey: sk-test}
                        """
                                .formatted(upstream.baseUrl()))
                .model(
                        "twice",
                        """
                        - to: {uri: "ai:contract/m"}
                        - setBody: {constant: "Again"}
                        - to: {uri: "ai:our-openai/gpt-4.1-mini"}
                        """)
                .file("prices.yaml", PRICES)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "contract/m, 0.000016",
        "our-openai/gpt-4.1-mini, 0.0000025",
        "our-openai/gpt-4.1-2025-04-14, 0.000014",
        "twice, 0.0000185",
        "simulated/echo, 0"
    })
    void answer_ofAModelWithAPrice_tellsWhatItCost(String model, String dollars) throws Exception {
        HttpResponse<String> answer = gateway.chat(model, "Hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-cost")).hasValue(dollars);
    }

    @Test
    void answer_ofAModelWithoutAPrice_tellsNoCost() throws Exception {
        HttpResponse<String> answer = gateway.chat("unheard-of/m", "Hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-cost")).isEmpty();
    }

    @Test
    void stream_whichBeginsBeforeItHasCost_tellsNoCostInItsHead() throws Exception {
        HttpResponse<String> answer = gateway.send(
                gateway.post("/v1/chat/completions", TestGateway.chatRequest("contract/m", "Hello", "true")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-cost")).isEmpty();
    }

    @Test
    void start_withAWrongPrice_namesFileLineAndKey() {
        assertThatThrownBy(() -> TestGateway.setup()
                        .file("prices.yaml", PRICES.replace("output: 10", "output: ten"))
                        .start()
                        .close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "/prices.yaml:6: prices.contract.models.m.output: expected a number, found 'ten'");
    }
}
