package io.serai.processors.limits;

import io.serai.api.error.GatewayException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * What was written down of a window, as of the moment it is asked. The first time nobody needs to be asked of a window that began after this
 * node did: its nodes have told the pool of all that was used. Of so short a one as a minute nobody is asked.
 */
final class WrittenUse implements LongSupplier {

    private final Tally tally;
    private final UsedSoFar usedSoFar;
    private final Clock clock;
    private final long startedAt;
    private final long from;
    private final long until;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean failed;

    /** @param startedAt when this node began to count, in milliseconds since the epoch */
    WrittenUse(Tally tally, Counter counter, UsedSoFar usedSoFar, Clock clock, long startedAt) {
        this.tally = tally;
        this.usedSoFar = usedSoFar;
        this.clock = clock;
        this.startedAt = startedAt;
        this.from = counter.rolling() == null
                ? counter.from()
                : counter.from() - counter.rolling().toMillis();
        this.until = counter.until();
    }

    @Override
    public long getAsLong() {
        boolean first = asked.compareAndSet(false, true);
        if (isNeverWritten() || (first && from >= startedAt)) {
            return 0;
        }
        Limit limit = tally.limit();
        try {
            return usedSoFar.used(
                    limit, limit.scope().valuesOf(tally.subject()), from, Math.min(until, clock.millis() + 1));
        } catch (GatewayException away) {
            failed = true;
            throw away;
        }
    }

    /** Whether it is the database that is away, and not the pool. */
    boolean failed() {
        return failed;
    }

    private boolean isNeverWritten() {
        Limit limit = tally.limit();
        return switch (limit.window().unit()) {
            case SECOND, MINUTE -> true;
            default -> limit.metric() == Metric.CONCURRENT;
        };
    }
}
