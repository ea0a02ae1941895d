package io.serai.api.standing;

/**
 * An average of times to the first token, of which the newest count for most.
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

    /** What is known is worth half after this long, a third after twice as long. */
    private static final double HALF_AFTER_NANOS = 10e9;

    Latency with(long taken, long now) {
        double sample = Math.max(1, taken);
        if (nanos == 0) {
            return new Latency(sample, now);
        }
        double weight = 1 - (1 - NEWEST) * worth(now);
        return new Latency(nanos + weight * (Math.min(sample, OUTLIER * nanos) - nanos), now);
    }

    /** A call was given up that had taken so long already. */
    Latency withAtLeast(long taken, long now) {
        return with(Math.max(taken, (long) nanos), now);
    }

    /**
     * The average, less the longer ago that was, so that a target that was slow once is tried again. A target of twenty times the time of
     * another is tried once in twenty calls at most, however far apart they are: with a half-life it would be as often as the other where
     * calls are further apart than that.
     */
    double expected(long now) {
        return nanos * worth(now);
    }

    private double worth(long now) {
        return 1 / (1 + Math.max(0, now - at) / HALF_AFTER_NANOS);
    }
}
