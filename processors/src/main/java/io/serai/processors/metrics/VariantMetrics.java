package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.serai.api.meter.VariantListener;

/** Counts how the variants of canaries do, so that what is new can be compared with what there was. Thread-safe. */
public final class VariantMetrics implements VariantListener {

    private static final double NANOS = 1e-9;

    private final Counter calls;
    private final Counter tokens;
    private final Histogram duration;

    public VariantMetrics(CollectorRegistry registry) {
        calls = Counter.build(MetricNames.VARIANT_CALLS, "Calls of a canary and of what it is compared with")
                .labelNames(MetricNames.CANARY, MetricNames.VARIANT, MetricNames.OUTCOME)
                .register(registry);
        tokens = Counter.build(MetricNames.VARIANT_TOKENS, "Tokens of these calls")
                .labelNames(MetricNames.CANARY, MetricNames.VARIANT)
                .register(registry);
        duration = Histogram.build(MetricNames.VARIANT_DURATION, "Seconds from such a call to the end of its answer")
                .labelNames(MetricNames.CANARY, MetricNames.VARIANT)
                .exponentialBuckets(0.01, 2, 14)
                .register(registry);
    }

    @Override
    public void ended(String name, String variant, String outcome, long nanos, long used) {
        calls.labels(name, variant, outcome).inc();
        tokens.labels(name, variant).inc((double) used);
        duration.labels(name, variant).observe(nanos * NANOS);
    }
}
