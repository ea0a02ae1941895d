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
        UsedTokens current = at(now / NANOS);
        return new UsedTokens(current.minute, current.tokens + more, current.before);
    }

    /** All of the running minute, and of the one before it the share that is less than a minute ago. */
    double inLastMinute(long now) {
        UsedTokens current = at(now / NANOS);
        double passed = (double) (now % NANOS) / NANOS;
        return current.tokens + current.before * (1 - passed);
    }

    private UsedTokens at(long wanted) {
        if (wanted <= minute) {
            return this;
        }
        return new UsedTokens(wanted, 0, wanted == minute + 1 ? tokens : 0);
    }
}
