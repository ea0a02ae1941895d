package io.serai.processors.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.serai.processors.cache.CacheStore.Statistics;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows how much is kept. All nodes have to be asked for that, so what they say is shown for some seconds. Thread-safe. */
public final class CacheSizes {

    private static final long FRESH_NANOS = Duration.ofSeconds(15).toNanos();

    private final Supplier<Statistics> source;
    private final LongSupplier clock;
    private @Nullable Statistics known;
    private long askedAt;

    /** @param source asks the store; it may take its time, and what it throws leaves what was known before */
    public CacheSizes(CollectorRegistry registry, Supplier<Statistics> source) {
        this(registry, source, System::nanoTime);
    }

    CacheSizes(CollectorRegistry registry, Supplier<Statistics> source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
        gauge(registry, MetricNames.CACHE_ENTRIES, "Answers that are kept, on all nodes", it -> it.entries());
        gauge(registry, MetricNames.CACHE_BYTES, "Bytes of the answers that are kept", it -> it.bytes());
        gauge(registry, MetricNames.CACHE_NODES, "Nodes that keep answers", it -> it.nodes());
        gauge(
                registry,
                MetricNames.CACHE_EVICTED,
                "Answers that this node has dropped for want of room",
                it -> it.evicted());
    }

    private void gauge(CollectorRegistry registry, String name, String help, ToDoubleFunction<Statistics> value) {
        Gauge.build(name, help)
                .create()
                .setChild(new Gauge.Child() {
                    @Override
                    public double get() {
                        return value.applyAsDouble(statistics());
                    }
                })
                .register(registry);
    }

    private synchronized Statistics statistics() {
        long now = clock.getAsLong();
        Statistics told = known;
        if (told == null || now - askedAt >= FRESH_NANOS) {
            told = asked(told);
            known = told;
            askedAt = now;
        }
        return told;
    }

    private Statistics asked(@Nullable Statistics before) {
        try {
            return source.get();
        } catch (RuntimeException e) {
            return before == null ? new Statistics(0, 0, 0, 0) : before;
        }
    }
}
