package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowListener;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import java.util.Locale;

/** Counts how candidates do beside those who answer. Labels are names in routes and words of ours, never anything that was said. Thread-safe. */
public final class ShadowMetrics implements ShadowListener {

    private static final double NANOS = 1e-9;
    private static final String REAL = "real";
    private static final String CANDIDATE = "candidate";

    private final Counter shadows;
    private final Counter ends;
    private final Histogram duration;
    private final Histogram firstContent;
    private final Histogram length;
    private final Counter tokens;
    private final Counter cost;
    private final Counter schema;
    private final Counter agreement;

    public ShadowMetrics(CollectorRegistry registry) {
        String[] side = {MetricNames.SHADOW, MetricNames.SIDE};
        shadows = Counter.build(MetricNames.SHADOWS, "Calls that had a shadow, or were to have one")
                .labelNames(MetricNames.SHADOW, MetricNames.OUTCOME)
                .register(registry);
        ends = Counter.build(MetricNames.SHADOW_ENDS, "How both sides of shadows have ended")
                .labelNames(side[0], side[1], MetricNames.OUTCOME, MetricNames.ERROR_TYPE)
                .register(registry);
        duration = Histogram.build(MetricNames.SHADOW_DURATION, "Seconds from a question to the end of its answer")
                .labelNames(side)
                .exponentialBuckets(0.01, 2, 14)
                .register(registry);
        firstContent = Histogram.build(MetricNames.SHADOW_FIRST_CONTENT, "Seconds from a question to the first content")
                .labelNames(side)
                .exponentialBuckets(0.01, 2, 12)
                .register(registry);
        length = Histogram.build(MetricNames.SHADOW_LENGTH, "Characters of an answer")
                .labelNames(side)
                .exponentialBuckets(16, 4, 9)
                .register(registry);
        tokens = Counter.build(MetricNames.SHADOW_TOKENS, "Tokens of both sides of shadows")
                .labelNames(side[0], side[1], MetricNames.TOKEN_TYPE)
                .register(registry);
        cost = Counter.build(MetricNames.SHADOW_COST, "US dollars of both sides of shadows, where prices are known")
                .labelNames(side)
                .register(registry);
        schema = Counter.build(MetricNames.SHADOW_SCHEMA, "Answers that were to be JSON of a schema")
                .labelNames(side[0], side[1], MetricNames.VERDICT)
                .register(registry);
        agreement = Counter.build(MetricNames.SHADOW_AGREEMENT, "What both sides of shadows have done alike")
                .labelNames(MetricNames.SHADOW, MetricNames.ASPECT, MetricNames.VERDICT)
                .register(registry);
    }

    @Override
    public void skipped(String shadow) {
        shadows.labels(shadow, "skipped").inc();
    }

    @Override
    public void compared(ShadowComparison comparison) {
        String shadow = comparison.shadow();
        shadows.labels(shadow, "compared").inc();
        side(shadow, REAL, comparison.real());
        side(shadow, CANDIDATE, comparison.candidate());
        agreement
                .labels(shadow, "finish_reason", label(comparison.finishReasons()))
                .inc();
        agreement.labels(shadow, "tool_calls", label(comparison.toolCalls())).inc();
        comparison.preferred().ifPresent(whose -> agreement
                .labels(shadow, "judge", label(whose))
                .inc());
    }

    private void side(String shadow, String side, ShadowSide how) {
        String error = how.error().map(kind -> kind.label()).orElse("");
        ends.labels(shadow, side, label(how.outcome()), error).inc();
        duration.labels(shadow, side).observe(how.duration().toNanos() * NANOS);
        how.firstContent().ifPresent(time -> firstContent.labels(shadow, side).observe(time.toNanos() * NANOS));
        if (how.outcome() == ShadowSide.Outcome.ANSWERED) {
            length.labels(shadow, side).observe((double) how.characters());
        }
        how.usage().ifPresent(used -> {
            tokens.labels(shadow, side, "input").inc((double) used.promptTokens());
            tokens.labels(shadow, side, "output").inc((double) used.completionTokens());
        });
        how.costNanoDollars().ifPresent(nanos -> cost.labels(shadow, side).inc(nanos * NANOS));
        if (how.schema() != SchemaFit.NOT_ASKED) {
            schema.labels(shadow, side, label(how.schema())).inc();
        }
    }

    private static String label(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
