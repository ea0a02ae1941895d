package io.serai.processors.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many retries all calls of a balancer together may make: a fifth of the calls, and ten a second. What is not used is kept up to ten:
 * after a quiet time no more come at once than in any other second. Without locks; counts in thousandths of a retry.
 */
final class RetryBudget {

    private static final long ONE = 1_000;
    private static final long PER_CALL = ONE / 5;
    private static final long PER_SECOND = 10 * ONE;
    private static final long MOST = PER_SECOND;
    private static final long NANOS_PER_UNIT = 1_000_000_000L / PER_SECOND;

    private final AtomicLong left = new AtomicLong(MOST);
    private final AtomicLong filledAt;

    RetryBudget(long now) {
        this.filledAt = new AtomicLong(now);
    }

    /** A call has come. */
    void called() {
        add(PER_CALL);
    }

    /** Whether one more retry may be made; it is counted. */
    boolean take(long now) {
        fill(now);
        long have = left.get();
        while (have >= ONE) {
            if (left.compareAndSet(have, have - ONE)) {
                return true;
            }
            have = left.get();
        }
        return false;
    }

    private void fill(long now) {
        long since = filledAt.get();
        long units = (now - since) / NANOS_PER_UNIT;
        if (units > 0 && filledAt.compareAndSet(since, since + units * NANOS_PER_UNIT)) {
            add(Math.min(units, MOST));
        }
    }

    private void add(long units) {
        left.updateAndGet(have -> Math.min(MOST, have + units));
    }
}
