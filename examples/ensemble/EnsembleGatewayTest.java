package io.serai.examples.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same through a gateway, as its callers see it. */
class EnsembleGatewayTest {

    private static final String QUESTION = "What is an inn?";

    private static FakeUpstream upstream;
    private static ExampleGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = FakeUpstream.start();
        gateway = ExampleGateway.start(
                "ensemble",
                // The simulated models all repeat the question.
                Map.of("ensemble.extract", "“([^”]*)”", "ensemble.judge", "counting/judge"),
                Map.of("counting", upstream));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ensemble-vote", "ensemble-merge", "ensemble-judge"})
    void answer_wholeAndStreamed_comes(String model) throws Exception {
        Answer whole = gateway.chat(model, QUESTION);
        Answer streamed = gateway.stream(model, QUESTION);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).startsWith("[simulated ");
        assertThat(streamed.text()).startsWith("[simulated ");
        assertThat(streamed.frames()).hasSizeGreaterThan(2).last().isEqualTo("[DONE]");
        assertThat(streamed.usage().totalTokens()).isPositive();
    }

    @Test
    void merged_answer_isTheWritersAndItsUsageThatOfAll() throws Exception {
        Answer whole = gateway.chat("ensemble-merge", QUESTION);
        Answer streamed = gateway.stream("ensemble-merge", QUESTION);

        assertThat(whole.text()).startsWith("[simulated writer]");
        assertThat(whole.attempts()).isEqualTo(4);
        assertThat(streamed.text()).isEqualTo(whole.text());
        assertThat(streamed.usage()).isEqualTo(whole.usage());
        assertThat(streamed.frames()).hasSizeGreaterThan(5);
    }

    @Test
    void judge_isOnTheBillAsWell() throws Exception {
        Answer answer = gateway.chat("ensemble-judge", QUESTION);

        // What this judge says is no number: the vote decides, and of three that differ the first wins.
        assertThat(answer.text()).startsWith("[simulated first]");
        assertThat(answer.response().headers().firstValue("x-serai-model")).contains("simulated/first");
        assertThat(answer.attempts()).isEqualTo(4);
    }

    @Test
    void gateway_models_nameAll() {
        assertThat(gateway.models()).contains("ensemble-vote", "ensemble-merge", "ensemble-judge");
    }
}
