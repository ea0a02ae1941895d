package io.serai.examples.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowListener;
import io.serai.api.shadow.ShadowSide.Outcome;
import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate beside the model that answers, through a gateway. */
class ShadowGatewayTest {

    private final List<ShadowComparison> compared = new CopyOnWriteArrayList<>();
    private FakeUpstream candidate;
    private ExampleGateway gateway;

    @BeforeEach
    void start() throws Exception {
        candidate = FakeUpstream.start();
        gateway = ExampleGateway.start(
                "shadow", Map.of("shadow.share", "1", "shadow.candidate", "fresh/m"), Map.of("fresh", candidate));
        gateway.camel().getRegistry().bind("test-listener", ShadowListener.class, new ShadowListener() {
            @Override
            public void compared(ShadowComparison comparison) {
                compared.add(comparison);
            }

            @Override
            public void skipped(String shadow) {}
        });
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        candidate.close();
    }

    private ShadowComparison comparison() {
        await().until(() -> compared.size() == 1);
        return compared.get(0);
    }

    @Test
    void gateway_wholeAnswer_isTheWritersAloneAndBothAreCompared() throws Exception {
        Answer answer = gateway.chat("shadow", "Hello");

        assertThat(answer.text()).startsWith("[simulated writer]");
        assertThat(answer.attempts()).isEqualTo(1);
        ShadowComparison comparison = comparison();
        assertThat(comparison.shadow()).isEqualTo("shadow");
        assertThat(comparison.real().usage())
                .map(Usage::totalTokens)
                .contains(answer.usage().totalTokens());
        assertThat(comparison.candidate().characters()).isEqualTo("fine".length());
        assertThat(comparison.candidate().usage()).map(Usage::totalTokens).contains(5L);
        assertThat(candidate.requests().get(0).lastUserText()).isEqualTo("Hello");
    }

    @Test
    void gateway_streamedAnswer_endsBeforeTheCandidatesDoes() throws Exception {
        Answer answer = gateway.stream("shadow", "Hello");

        assertThat(answer.text()).startsWith("[simulated writer]");
        assertThat(answer.frames()).hasSizeGreaterThan(3).last().isEqualTo("[DONE]");
        assertThat(answer.usage().totalTokens()).isPositive();
        assertThat(compared).isEmpty();

        // The candidate says its second piece only now: the caller had not waited for it.
        candidate.releaseSecondPieces(1);
        ShadowComparison comparison = comparison();
        assertThat(comparison.candidate().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(comparison.candidate().firstContent()).isPresent();
        assertThat(comparison.real().characters()).isEqualTo(answer.text().length());
    }

    @Test
    void gateway_candidateBroken_isKnownToTheComparisonOnly() throws Exception {
        candidate.answerWith(500);

        Answer answer = gateway.chat("shadow", "Hello");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(comparison().candidate().error()).contains(ErrorKind.PROVIDER_UNAVAILABLE);
    }
}
