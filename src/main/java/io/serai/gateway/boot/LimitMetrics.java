package io.serai.gateway.boot;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.Threshold;
import io.serai.processors.metrics.MetricNames;
import java.util.Map;

/** Shows how far limits are used, and whom they stop. Limits are few: operators make them, callers do not. */
final class LimitMetrics implements LimitListener {

    private final Gauge used;
    private final Counter refusals;
    private final Counter thresholds;

    LimitMetrics(CollectorRegistry registry) {
        used = Gauge.build(MetricNames.LIMIT_USED, "How much of a limit is used, by whoever has used most of it")
                .labelNames(MetricNames.LIMIT)
                .register(registry);
        refusals = Counter.build(MetricNames.LIMIT_REFUSALS, "Calls that a limit has refused or cut")
                .labelNames(MetricNames.LIMIT)
                .register(registry);
        thresholds = Counter.build(MetricNames.LIMIT_THRESHOLDS, "Thresholds of a limit that were reached")
                .labelNames(MetricNames.LIMIT, MetricNames.PERCENT)
                .register(registry);
    }

    @Override
    public void used(Limit limit, double ratio) {
        used.labels(limit.id()).set(ratio);
    }

    @Override
    public void refused(Limit limit) {
        refusals.labels(limit.id()).inc();
    }

    @Override
    public void reached(Limit limit, Map<Dimension, String> subject, Threshold threshold) {
        thresholds.labels(limit.id(), String.valueOf(threshold.percent())).inc();
    }
}
