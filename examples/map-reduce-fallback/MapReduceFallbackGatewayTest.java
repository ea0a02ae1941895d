package io.serai.examples.mapreducefallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same through a gateway, as its callers see it. */
class MapReduceFallbackGatewayTest {

    private static final String MODEL = "map-reduce-fallback";
    private static final String LONG = "The caravan went on. ".repeat(1_000) + "\n\nWhere did it go?";
    private static final int TOKENS_PER_CALL = 5;

    private static FakeUpstream upstream;
    private static ExampleGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = FakeUpstream.start();
        gateway = ExampleGateway.start(
                MODEL,
                Map.of("map-reduce.sections-model", "counting/reader", "map-reduce.model", "counting/writer"),
                Map.of("counting", upstream));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        upstream.requests().clear();
    }

    @Test
    void request_thatFits_isAnsweredByThePrimary() throws Exception {
        Answer answer = gateway.chat(MODEL, "What is an inn?");

        assertThat(answer.text()).startsWith("[simulated small]");
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(gateway.stream(MODEL, "What is an inn?").text()).isEqualTo(answer.text());
    }

    @Test
    void request_tooLong_isAnsweredFromSummariesAndBilledTogether() throws Exception {
        Answer answer = gateway.chat(MODEL, LONG);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("fine");
        assertBilled(answer);
    }

    @Test
    void request_tooLong_isStreamedAlike() throws Exception {
        upstream.releaseSecondPieces(1);

        Answer answer = gateway.stream(MODEL, LONG);

        assertThat(answer.text()).isEqualTo("fine");
        assertThat(answer.frames()).last().isEqualTo("[DONE]");
        assertBilled(answer);
        assertThat(upstream.requests().stream().filter(request -> request.stream()))
                .as("the last call alone")
                .hasSize(1);
    }

    /** Four sections and the answer; the primary refused, and counted nothing. */
    private static void assertBilled(Answer answer) {
        assertThat(upstream.requests()).hasSize(5);
        assertThat(answer.attempts()).isEqualTo(6);
        assertThat(answer.usage().totalTokens()).isEqualTo(5L * TOKENS_PER_CALL);
        assertThat(upstream.requests().get(4).lastUserText())
                .contains("fine\n\nfine\n\nfine\n\nfine\n\nWhere did it go?");
    }

    @Test
    void gateway_models_showTheOneForCallersAlone() {
        assertThat(gateway.models()).contains(MODEL).doesNotContain("map-reduce", "map-reduce-small");
    }
}
