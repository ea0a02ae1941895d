package io.serai.examples.semanticrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions and their topics, as callers see them. */
class SemanticRouterGatewayTest {

    private static final String MODEL = "semantic-router";
    private static final String QUESTION = "Is there a train to Vienna tonight?";

    @Test
    void gateway_wholeAnswer_comesFromTheModelOfItsTopic() throws Exception {
        try (ExampleGateway gateway = ExampleGateway.start(MODEL, Map.of())) {
            Answer answer = gateway.chat(MODEL, QUESTION);

            assertThat(answer.text()).startsWith("[simulated travel]");
            // One call for the vector of the question, one for the answer; the examples are on nobody's bill.
            assertThat(answer.attempts()).isEqualTo(2);
            assertThat(gateway.chat(MODEL, QUESTION).attempts())
                    .as("the vector is known")
                    .isEqualTo(1);
            assertThat(gateway.models()).contains(MODEL);
        }
    }

    @Test
    void gateway_streamedAnswer_comesFromTheModelOfItsTopic() throws Exception {
        try (ExampleGateway gateway = ExampleGateway.start(MODEL, Map.of("topics.code", "simulated/coder"))) {
            Answer answer = gateway.stream(MODEL, "Why does my loop never end?");

            assertThat(answer.text()).startsWith("[simulated coder]");
            assertThat(answer.frames()).hasSizeGreaterThan(3).last().isEqualTo("[DONE]");
            assertThat(answer.usage().totalTokens()).isPositive();
        }
    }

    @Test
    void gateway_embeddingsBroken_answersWithTheGeneralModel() throws Exception {
        try (FakeUpstream broken = FakeUpstream.start();
                ExampleGateway gateway = ExampleGateway.start(
                        MODEL, Map.of("topics.embeddings", "broken/e"), Map.of("broken", broken))) {
            broken.answerWith(500);

            assertThat(gateway.chat(MODEL, QUESTION).text()).startsWith("[simulated general]");
            assertThat(gateway.stream(MODEL, QUESTION).text()).startsWith("[simulated general]");
        }
    }
}
