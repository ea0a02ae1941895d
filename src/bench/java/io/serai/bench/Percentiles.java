package io.serai.bench;

import java.util.Map;

/** What is kept of a distribution of durations, in nanoseconds. */
record Percentiles(long p50, long p99, long max) {

    Map<String, Object> toMap() {
        return Map.of("p50", p50, "p99", p99, "max", max);
    }

    static Percentiles of(Map<?, ?> map) {
        return new Percentiles(Wire.whole(map, "p50"), Wire.whole(map, "p99"), Wire.whole(map, "max"));
    }
}
