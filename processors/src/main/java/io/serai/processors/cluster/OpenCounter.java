package io.serai.processors.cluster;

import io.serai.processors.limits.Counter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A counter that this node has to do with. Thread-safe. */
final class OpenCounter {

    /** Calls that began in a window may end a little after it. */
    private static final long LATE_MILLIS = Duration.ofSeconds(30).toMillis();

    private static final long SILENT_MILLIS = Duration.ofHours(1).toMillis();

    /** One recall at a time: who is told that nothing is idle may rely on it that all that was is back in the pool. */
    final ReentrantLock recalling = new ReentrantLock();

    final Rounds rounds = new Rounds();

    /** What this node has used for good since it knows the counter. */
    final LongAdder spent = new LongAdder();

    private volatile LongSupplier used;
    private volatile boolean asked;
    private volatile long touched;
    private volatile Counter counter;
    private volatile long taken;
    /** When the pool was asked last, nanoseconds. */
    private volatile long lookedAt;

    private long birth;
    /** To be added to {@link #spent} for what is told: what was told before this node forgot the counter, less what is none of the window's. */
    private long before;
    /** As whom this node told it last; it gets another name when a cluster that was split becomes one again. */
    private @Nullable NodeId teller;

    private long told;

    OpenCounter(Counter counter, LongSupplier used) {
        this.counter = counter;
        this.used = used;
    }

    /** With the capacity that was told last. */
    Counter counter() {
        return counter;
    }

    void capacity(Counter told) {
        if (counter.capacity() != told.capacity()) {
            counter = told;
        }
    }

    void use(LongSupplier ledger) {
        used = ledger;
        asked = false;
    }

    /** What was used before anybody took a share, or, of a window that the cluster has forgotten, what the ledger shows now. */
    long used() {
        boolean first = !asked;
        asked = true;
        long answer = used.getAsLong();
        // The first answer is one for a window that nobody has taken anything of yet.
        return first && isSeen() ? used.getAsLong() : answer;
    }

    private synchronized boolean isSeen() {
        return birth != 0;
    }

    void touch(long now) {
        touched = now;
    }

    /**
     * Whether nobody needs it any more.
     *
     * @param now milliseconds since the epoch
     */
    boolean isOver(long now) {
        Counter told = counter;
        if (told.until() == Long.MAX_VALUE) {
            return now - touched > SILENT_MILLIS;
        }
        long after = told.rolling() == null ? 0 : told.rolling().toMillis();
        return told.until() + after + LATE_MILLIS <= now;
    }

    /**
     * Takes note of an answer.
     *
     * @param now nanoseconds
     * @return whether the window is another one than before: the cluster has forgotten it, and what this node holds of it is void
     */
    synchronized boolean saw(PoolReply reply, long now) {
        taken = reply.taken();
        lookedAt = now;
        if (birth == reply.birth()) {
            return false;
        }
        boolean another = birth != 0;
        before = reply.spent() - (another ? spent.sum() : 0);
        birth = reply.birth();
        return another;
    }

    /** Whether something was used that has not been told. */
    synchronized boolean isUntold() {
        return birth != 0 && before + spent.sum() != told;
    }

    /**
     * What is to be told now; nothing before the cluster has answered once.
     *
     * @param self as whom this node tells it
     */
    synchronized Optional<Spent> spent(NodeId self) {
        if (birth == 0) {
            return Optional.empty();
        }
        if (teller != null && !teller.equals(self)) {
            // Under its new name it has neither taken nor used anything.
            before = -spent.sum();
        }
        teller = self;
        told = before + spent.sum();
        return Optional.of(new Spent(counter.from(), birth, told));
    }

    /** Whether what is known to be taken was asked too long ago; says so to one of those who ask at the same time. */
    synchronized boolean isStale(long now, long freshNanos) {
        boolean stale = now - lookedAt >= freshNanos;
        lookedAt = stale ? now : lookedAt;
        return stale;
    }

    /** What was taken as it was known last, however long ago. */
    long taken() {
        return taken;
    }
}
