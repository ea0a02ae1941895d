package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.serai.api.queue.QueueListener;
import java.time.Duration;
import java.util.Locale;

/** Counts the calls that wait in queues, that they let run, and what becomes of them. Thread-safe. */
public final class QueueMetrics implements QueueListener {

    private static final double NANOS = 1e-9;

    private final Gauge waiting;
    private final Gauge running;
    private final Counter calls;
    private final Histogram wait;

    public QueueMetrics(CollectorRegistry registry) {
        waiting = Gauge.build(MetricNames.QUEUE_WAITING, "Calls that wait for their turn")
                .labelNames(MetricNames.QUEUE, MetricNames.PRIORITY)
                .register(registry);
        running = Gauge.build(MetricNames.QUEUE_RUNNING, "Calls that a queue lets run")
                .labelNames(MetricNames.QUEUE)
                .register(registry);
        calls = Counter.build(MetricNames.QUEUE_CALLS, "Calls that came to a queue")
                .labelNames(MetricNames.QUEUE, MetricNames.PRIORITY, MetricNames.OUTCOME)
                .register(registry);
        wait = Histogram.build(MetricNames.QUEUE_WAIT, "Seconds that calls have waited for their turn")
                .labelNames(MetricNames.QUEUE, MetricNames.PRIORITY)
                .exponentialBuckets(0.001, 4, 9)
                .register(registry);
    }

    @Override
    public void waiting(String queue, String priority, int change) {
        waiting.labels(queue, priority).inc(change);
    }

    @Override
    public void running(String queue, int change) {
        running.labels(queue).inc(change);
    }

    @Override
    public void ended(String queue, String priority, Outcome outcome, Duration waited) {
        calls.labels(queue, priority, outcome.name().toLowerCase(Locale.ROOT)).inc();
        wait.labels(queue, priority).observe(waited.toNanos() * NANOS);
    }
}
