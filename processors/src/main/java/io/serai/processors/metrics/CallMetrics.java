package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.KeyListener;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls to providers by operation, provider and model, lost keys, and what the engine tells of requests and streams. Thread-safe. */
public final class CallMetrics implements MeterListener, KeyListener {

    /** Models come from callers where a whole family is published. */
    private static final int MAX_MODELS = 1000;
    /** Callers may make up fields. */
    private static final int MAX_FIELDS = 200;

    private static final double NANOS = 1e-9;

    private final Histogram tokens;
    private final Histogram duration;
    private final Histogram firstToken;
    private final Counter calls;
    private final Counter requests;
    private final Counter dropped;
    private final Counter lostKeys;
    private final Counter unbilled;
    private final Gauge streams;
    private final MeterListener hits;

    private final Map<SeriesKey, CallSeries> series = new ConcurrentHashMap<>();
    private final Map<RequestKey, Counter.Child> requestSeries = new ConcurrentHashMap<>();
    private final BoundedLabels models = new BoundedLabels(MAX_MODELS);
    private final BoundedLabels fields = new BoundedLabels(MAX_FIELDS);

    private record SeriesKey(String operation, String provider, String model) {}

    private record RequestKey(String route, int status) {}

    public CallMetrics(CollectorRegistry registry) {
        this(registry, MeterListener.NONE);
    }

    /** @param hits is told of the calls that caches have answered: they are no calls to providers */
    public CallMetrics(CollectorRegistry registry, MeterListener hits) {
        this.hits = hits;
        String[] call = {MetricNames.OPERATION_NAME, MetricNames.PROVIDER_NAME, MetricNames.REQUEST_MODEL};
        tokens = Histogram.build(MetricNames.TOKEN_USAGE, "Tokens of a call, in and out")
                .labelNames(call[0], call[1], call[2], MetricNames.TOKEN_TYPE)
                .exponentialBuckets(1, 4, 14)
                .register(registry);
        duration = Histogram.build(MetricNames.OPERATION_DURATION, "Seconds from a call to the end of its answer")
                .labelNames(call[0], call[1], call[2], MetricNames.ERROR_TYPE)
                .exponentialBuckets(0.01, 2, 14)
                .register(registry);
        firstToken = Histogram.build(MetricNames.TIME_TO_FIRST_TOKEN, "Seconds from a call to its first token")
                .labelNames(call)
                .buckets(.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10)
                .register(registry);
        calls = Counter.build(MetricNames.CALLS, "Calls to providers")
                .labelNames(call[0], call[1], call[2], MetricNames.OUTCOME, MetricNames.ERROR_TYPE)
                .register(registry);
        requests = Counter.build(MetricNames.REQUESTS, "Requests to the gateway")
                .labelNames(MetricNames.ROUTE, MetricNames.STATUS)
                .register(registry);
        dropped = Counter.build(MetricNames.DROPPED_FIELDS, "Fields of requests that providers could not be told")
                .labelNames(MetricNames.PROVIDER_NAME, MetricNames.FIELD)
                .register(registry);
        lostKeys = Counter.build(MetricNames.LOST_KEYS, "Keys that providers refuse, or whose account is used up")
                .labelNames(MetricNames.PROVIDER_NAME, MetricNames.KEY, MetricNames.REASON)
                .register(registry);
        unbilled = Counter.build(MetricNames.UNBILLED_CALLS, "Calls to providers that no caller is billed for")
                .labelNames(MetricNames.PROVIDER_NAME, MetricNames.REQUEST_MODEL, MetricNames.PURPOSE)
                .register(registry);
        streams = Gauge.build(MetricNames.STREAMS_OPEN, "Streams that are being told to callers")
                .register(registry);
    }

    @Override
    public void ended(Attempt attempt) {
        CallSeries counted = series(attempt);
        counted.ended(
                attempt.outcome(),
                attempt.error().orElse(null),
                attempt.duration().toNanos() * NANOS);
        attempt.usage().ifPresent(counted::used);
        for (String field : attempt.dropped()) {
            dropped.labels(attempt.provider(), fields.of(withoutPositions(field)))
                    .inc();
        }
        if (attempt.purpose() != Purpose.CALL) {
            unbilled.labels(
                            attempt.provider(),
                            models.of(attempt.model()),
                            attempt.purpose().name().toLowerCase(Locale.ROOT))
                    .inc();
        }
        attempt.timeToFirstToken().ifPresent(time -> counted.firstToken(time.toNanos() * NANOS));
    }

    @Override
    public void hit(Attempt attempt) {
        hits.hit(attempt);
    }

    @Override
    public void lost(String provider, String key, Reason reason) {
        lostKeys.labels(provider, key, reason.label()).inc();
    }

    /** A request has been answered. The route is an endpoint's path as it was declared: its values must be few. */
    public void request(String route, int status) {
        requestSeries
                .computeIfAbsent(new RequestKey(route, status), key -> requests.labels(route, Integer.toString(status)))
                .inc();
    }

    /** A stream to a caller has begun. */
    public void streamOpened() {
        streams.inc();
    }

    /** A stream to a caller has ended, however it did. */
    public void streamClosed() {
        streams.dec();
    }

    private CallSeries series(Attempt attempt) {
        SeriesKey key = new SeriesKey(attempt.operation().genAiName(), attempt.provider(), models.of(attempt.model()));
        return series.computeIfAbsent(
                key, k -> new CallSeries(tokens, duration, firstToken, calls, k.operation(), k.provider(), k.model()));
    }

    /** {@code messages[3].name} and {@code messages[4].name} are counted as one. */
    private static String withoutPositions(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean inBrackets = plain.length() > 0 && plain.charAt(plain.length() - 1) == '[';
            if (!(inBrackets && c >= '0' && c <= '9')) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
