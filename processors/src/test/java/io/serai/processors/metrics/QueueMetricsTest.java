package io.serai.processors.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.serai.api.queue.QueueListener.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueMetricsTest {

    private static final String[] CLASS = {"queue", "priority"};
    private static final String[] HIGH = {"gpu", "high"};

    private final CollectorRegistry registry = new CollectorRegistry();
    private final QueueMetrics metrics = new QueueMetrics(registry);

    @Test
    void scrape_callsThatComeAndGo_tellsHowManyThereAre() {
        metrics.waiting("gpu", "high", 1);
        metrics.waiting("gpu", "high", 1);
        metrics.waiting("gpu", "high", -1);
        metrics.running("gpu", 1);

        assertThat(registry.getSampleValue("serai_queue_waiting", CLASS, HIGH)).isEqualTo(1);
        assertThat(registry.getSampleValue("serai_queue_running", new String[] {"queue"}, new String[] {"gpu"}))
                .isEqualTo(1);
    }

    @Test
    void scrape_waitsThatEnd_tellsHowAndHowLong() {
        metrics.ended("gpu", "high", Outcome.SERVED, Duration.ofSeconds(2));
        metrics.ended("gpu", "high", Outcome.EXPIRED, Duration.ofSeconds(30));

        assertThat(registry.getSampleValue("serai_queue_wait_seconds_sum", CLASS, HIGH))
                .isEqualTo(32);
        for (String outcome : new String[] {"served", "expired"}) {
            assertThat(registry.getSampleValue(
                            "serai_queue_calls_total",
                            new String[] {"queue", "priority", "outcome"},
                            new String[] {"gpu", "high", outcome}))
                    .isEqualTo(1);
        }
    }
}
