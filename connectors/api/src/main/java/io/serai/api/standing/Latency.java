package io.serai.api.standing;

/**
 * A decaying average of times to the first token.
 *
 * @param nanos the average, 0 where nothing is known
 * @param at when the last time was taken
 */
record Latency(double nanos, long at) {

    static final Latency UNKNOWN = new Latency(0, 0);

    /** Weight of the newest: a lasting change shows after a handful of calls. */
    private static final double NEWEST = 0.3;

    /** One call counts at most as this many times the average: an outlier among quick answers moves no traffic for long. */
    private static final double OUTLIER = 4;

    /** What is known is worth half after this long, so that a target that was slow once is tried again. */
    private static final double HALF_LIFE_NANOS = 20e9;

    Latency with(long taken, long now) {
        double sample = Math.max(1, taken);
        if (nanos == 0) {
            return new Latency(sample, now);
        }
        double expected = expected(now);
        return new Latency(expected + NEWEST * (Math.min(sample, OUTLIER * expected) - expected), now);
    }

    double expected(long now) {
        return nanos == 0 ? 0 : nanos * Math.pow(0.5, (now - at) / HALF_LIFE_NANOS);
    }
}
