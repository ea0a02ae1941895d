package io.serai.examples.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same through a gateway, as its callers see it. */
class CascadeGatewayTest {

    private static final String SUMMARY = "Summarise: The caravan reached the inn. It rested there.";

    private FakeUpstream upstream;
    private ExampleGateway gateway;

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private void start(Map<String, String> settings) throws Exception {
        upstream = FakeUpstream.start();
        gateway = ExampleGateway.start("cascade", settings, Map.of("counting", upstream));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade", "cascade-by-hand"})
    void answer_ofTheSmallModel_isGivenWholeAndStreamedAlike(String model) throws Exception {
        start(Map.of());

        Answer whole = gateway.chat(model, SUMMARY);
        Answer streamed = gateway.stream(model, SUMMARY);

        assertThat(whole.text()).isEqualTo("[simulated small] In short: The caravan reached the inn. It rested there.");
        assertThat(whole.attempts()).isEqualTo(1);
        assertThat(streamed.text()).isEqualTo(whole.text());
        assertThat(streamed.frames()).last().isEqualTo("[DONE]");
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @Test
    void answer_thatSaysNothing_isReplacedByTheLargeModelsWholeAndStreamed() throws Exception {
        start(Map.of());

        Answer whole = gateway.chat("cascade", "What is an inn?");
        Answer streamed = gateway.stream("cascade", "What is an inn?");

        assertThat(whole.text()).startsWith("[simulated large]");
        assertThat(whole.attempts()).isEqualTo(3);
        assertThat(streamed.text()).isEqualTo(whole.text());
        assertThat(streamed.frames()).hasSizeGreaterThan(5);
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @Test
    void usage_isThatOfAllAttempts() throws Exception {
        start(Map.of(
                "cascade.small", "counting/small", "cascade.ignorance", "fine", "cascade.medium", "counting/medium"));

        Answer answer = gateway.chat("cascade", SUMMARY);

        assertThat(answer.text()).startsWith("[simulated large]");
        assertThat(answer.attempts()).isEqualTo(3);
        assertThat(upstream.requests()).hasSize(2);
        // Five tokens a call of the two, the rest is the large model's.
        assertThat(answer.usage().totalTokens()).isGreaterThan(10);
    }

    @Test
    void model_failing_isFollowedByTheNext() throws Exception {
        start(Map.of("cascade.small", "counting/small"));
        upstream.answerWith(500);

        assertThat(gateway.chat("cascade", SUMMARY).text()).startsWith("[simulated medium]");
        assertThat(gateway.stream("cascade-by-hand", SUMMARY).text()).startsWith("[simulated large]");
    }

    @Test
    void judge_isAskedWhereTheSettingsNameIt() throws Exception {
        start(Map.of("cascade.checks", "cascade-refusal, cascade-judge", "cascade.judge", "counting/judge"));

        Answer answer = gateway.chat("cascade", SUMMARY);

        // What this judge says is no score, which counts against an answer.
        assertThat(answer.text()).startsWith("[simulated large]");
        assertThat(answer.response().headers().firstValue("x-serai-model")).contains("simulated/large");
        assertThat(answer.attempts()).isEqualTo(5);
        assertThat(upstream.requests().get(0).lastUserText()).contains("[simulated small]");
    }

    @Test
    void gateway_models_nameBoth() throws Exception {
        start(Map.of());

        assertThat(gateway.models()).contains("cascade", "cascade-by-hand");
    }
}
