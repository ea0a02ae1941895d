package io.serai.examples.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that breaks and recovers, as callers see it. */
class CircuitBreakerGatewayTest {

    private static final String MODEL = "circuit-breaker";

    private FakeUpstream primary;
    private ExampleGateway gateway;

    @BeforeEach
    void start() throws Exception {
        primary = FakeUpstream.start();
        gateway = gateway("3600");
    }

    private ExampleGateway gateway(String openSeconds) throws Exception {
        return ExampleGateway.start(
                MODEL,
                Map.of(
                        "breaker.primary", "flaky/m",
                        "breaker.window", "4",
                        "breaker.minimum-calls", "4",
                        "breaker.open-seconds", openSeconds,
                        "breaker.trial-calls", "1"),
                Map.of("flaky", primary));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        primary.close();
    }

    @Test
    void breaker_primaryBreaksAndRecovers_opensTriesAndCloses() throws Exception {
        assertThat(chat().text()).isEqualTo("fine");
        assertThat(state()).isEqualTo("CLOSED");

        primary.answerWith(500);
        for (int i = 0; i < 3; i++) {
            Answer answer = chat();
            assertThat(answer.text()).startsWith("[simulated fallback]");
            assertThat(answer.attempts()).isEqualTo(2);
        }
        assertThat(state()).isEqualTo("OPEN");

        int asked = primary.requests().size();
        Answer open = chat();
        assertThat(open.text()).startsWith("[simulated fallback]");
        assertThat(open.attempts()).isEqualTo(1);
        assertThat(primary.requests()).hasSize(asked);

        primary.answerWith(200);
        breaker().transitionToHalfOpenState();
        assertThat(state()).isEqualTo("HALF_OPEN");
        assertThat(chat().text()).isEqualTo("fine");
        assertThat(state()).isEqualTo("CLOSED");
        assertThat(chat().text()).isEqualTo("fine");
    }

    @Test
    void breaker_trialFails_opensAgain() throws Exception {
        open();
        breaker().transitionToHalfOpenState();
        int asked = primary.requests().size();

        assertThat(chat().text()).startsWith("[simulated fallback]");

        assertThat(primary.requests()).hasSize(asked + 1);
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void breaker_afterItsPause_triesByItself() throws Exception {
        gateway.close();
        gateway = gateway("1");
        open();
        primary.answerWith(200);

        await().atMost(Duration.ofSeconds(30)).until(() -> state().equals("HALF_OPEN"));
        assertThat(chat().text()).isEqualTo("fine");
        assertThat(state()).isEqualTo("CLOSED");
    }

    @Test
    void breaker_callersOwnFault_staysClosedAndIsTold() throws Exception {
        primary.answerWith(400);
        for (int i = 0; i < 10; i++) {
            Answer answer = chat();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("broken on purpose");
        }

        assertThat(state()).isEqualTo("CLOSED");
        primary.answerWith(200);
        assertThat(chat().text()).isEqualTo("fine");
    }

    @Test
    void stream_throughBreaker_arrivesEventByEvent() throws Exception {
        Map<String, Object> request = ExampleGateway.request(MODEL, "Hello");
        request.put("stream", true);
        try (Stream<String> lines = gateway.lines(request)) {
            Iterator<String> events =
                    lines.filter(line -> line.startsWith("data:")).iterator();

            // The upstream says the second piece only after the first has arrived here.
            assertThat(events.next()).contains("\"fi\"");
            primary.releaseSecondPieces(1);

            assertThat(events.next()).contains("\"ne\"");
            assertThat(events.next()).contains("\"finish_reason\":\"stop\"");
            assertThat(events.next()).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void stream_primaryDown_comesFromFallback() throws Exception {
        primary.answerWith(500);

        Answer answer = gateway.stream(MODEL, "Hello");

        assertThat(answer.text()).startsWith("[simulated fallback]");
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(answer.usage().totalTokens()).isPositive();
    }

    private Answer chat() throws Exception {
        return gateway.chat(MODEL, "Hello");
    }

    private void open() throws Exception {
        primary.answerWith(503);
        for (int i = 0; i < 4; i++) {
            chat();
        }
    }

    private String state() {
        return breaker().getCircuitBreakerState();
    }

    private ResilienceProcessor breaker() {
        return gateway.camel().getProcessor("guard-primary", ResilienceProcessor.class);
    }
}
