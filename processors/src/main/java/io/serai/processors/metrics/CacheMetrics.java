package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.MeterListener;
import io.serai.processors.cache.CacheListener;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.cache.semantic.MeaningListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what caches do on this node, and what they save. Thread-safe. */
public final class CacheMetrics implements CacheListener, MeterListener, MeaningListener {

    /** Models come from callers where a whole family is published. */
    private static final int MAX_MODELS = 1000;

    private final Counter requests;
    private final Counter savedCalls;
    private final Counter savedTokens;
    private final Counter questions;
    private final Gauge semantic;
    private final Counter alerts;

    private final BoundedLabels asked = new BoundedLabels(MAX_MODELS);
    private final BoundedLabels models = new BoundedLabels(MAX_MODELS);
    private final Map<Series, Counter.Child> series = new ConcurrentHashMap<>();
    private final Map<CacheVerdict, LongAdder> verdicts = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();

    private record Series(String model, CacheVerdict verdict) {}

    /**
     * What this node has counted since its start.
     *
     * @param verdicts how often caches did what
     * @param savedCalls calls to providers that were not made
     * @param savedInput tokens in that they would have used
     * @param savedOutput tokens out
     */
    public record Counts(Map<CacheVerdict, Long> verdicts, long savedCalls, long savedInput, long savedOutput) {}

    public CacheMetrics(CollectorRegistry registry) {
        String[] call = {MetricNames.OPERATION_NAME, MetricNames.PROVIDER_NAME, MetricNames.REQUEST_MODEL};
        requests = Counter.build(MetricNames.CACHE_REQUESTS, "Calls that met a cache")
                .labelNames(MetricNames.REQUEST_MODEL, MetricNames.RESULT)
                .register(registry);
        savedCalls = Counter.build(
                        MetricNames.CACHE_SAVED_CALLS, "Calls that caches have answered in place of a provider")
                .labelNames(call)
                .register(registry);
        savedTokens = Counter.build(MetricNames.CACHE_SAVED_TOKENS, "Tokens of the calls that caches have answered")
                .labelNames(call[0], call[1], call[2], MetricNames.TOKEN_TYPE)
                .register(registry);
        questions = Counter.build(MetricNames.CACHE_QUESTIONS, "Questions that were compared by meaning")
                .labelNames(MetricNames.EMBEDDINGS, MetricNames.OUTCOME, MetricNames.VETO)
                .register(registry);
        semantic = Gauge.build(MetricNames.CACHE_SEMANTIC, "Whether questions are compared by meaning")
                .labelNames(MetricNames.EMBEDDINGS)
                .register(registry);
        alerts = Counter.build(MetricNames.CACHE_SEMANTIC_ALERTS, "Embeddings that were found not to be trusted")
                .labelNames(MetricNames.EMBEDDINGS)
                .register(registry);
    }

    @Override
    public void judged(String model, CacheVerdict verdict) {
        verdicts.computeIfAbsent(verdict, first -> new LongAdder()).increment();
        series.computeIfAbsent(
                        new Series(asked.of(model), verdict),
                        key -> requests.labels(key.model(), key.verdict().label()))
                .inc();
    }

    @Override
    public void hit(Attempt attempt) {
        String operation = attempt.operation().genAiName();
        String model = models.of(attempt.model());
        calls.increment();
        savedCalls.labels(operation, attempt.provider(), model).inc();
        attempt.usage().ifPresent(usage -> saved(usage, operation, attempt.provider(), model));
    }

    private void saved(Usage usage, String operation, String provider, String model) {
        input.add(usage.promptTokens());
        output.add(usage.completionTokens());
        savedTokens.labels(operation, provider, model, "input").inc((double) usage.promptTokens());
        if (usage.completionTokens() > 0) {
            savedTokens.labels(operation, provider, model, "output").inc((double) usage.completionTokens());
        }
    }

    @Override
    public void asked(String embeddings, Outcome outcome, String veto) {
        questions.labels(embeddings, outcome.label(), veto).inc();
        if (outcome != Outcome.PASSED_BY) {
            semantic.labels(embeddings).set(outcome == Outcome.OFF ? 0 : 1);
        }
    }

    @Override
    public void switched(String embeddings, Switch to, String why) {
        semantic.labels(embeddings).set(to == Switch.ON ? 1 : 0);
        if (to == Switch.OFF) {
            alerts.labels(embeddings).inc();
        }
    }

    /** What was counted so far. */
    public Counts counts() {
        Map<CacheVerdict, Long> told = new EnumMap<>(CacheVerdict.class);
        for (CacheVerdict verdict : CacheVerdict.values()) {
            LongAdder count = verdicts.get(verdict);
            told.put(verdict, count == null ? 0L : count.sum());
        }
        return new Counts(told, calls.sum(), input.sum(), output.sum());
    }
}
