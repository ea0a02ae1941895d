package io.serai.api.standing;

/**
 * Tokens by the minute.
 *
 * @param minute that is running
 * @param tokens in it
 * @param before in the minute before it
 */
record UsedTokens(long minute, long tokens, long before) {

    static final UsedTokens NONE = new UsedTokens(0, 0, 0);

    private static final long NANOS = 60_000_000_000L;

    UsedTokens with(long more, long now) {
        long later = now / NANOS - minute;
        return later <= 0
                ? new UsedTokens(minute, tokens + more, before)
                : new UsedTokens(minute + later, more, later == 1 ? tokens : 0);
    }

    /** All of the running minute, and of the one before it the share that is less than a minute ago. */
    double inLastMinute(long now) {
        long later = now / NANOS - minute;
        double share = 1 - (double) (now % NANOS) / NANOS;
        if (later <= 0) {
            return tokens + before * share;
        }
        return later == 1 ? tokens * share : 0;
    }
}
