package io.serai.processors.cluster;

import io.serai.processors.limits.Counter;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** A counter that this node has to do with. Thread-safe. */
final class OpenCounter {

    private static final long SHORT_MILLIS = Duration.ofMinutes(10).toMillis();

    /** Calls that began in a window may end a little after it. */
    private static final long LATE_MILLIS = Duration.ofSeconds(30).toMillis();

    private static final long SILENT_MILLIS = Duration.ofHours(1).toMillis();

    /** One recall at a time: who is told that nothing is idle may rely on it that all that was is back in the pool. */
    final ReentrantLock recalling = new ReentrantLock();

    final Rounds rounds = new Rounds();

    private volatile LongSupplier used;
    private volatile boolean asked;
    private volatile long touched;
    private volatile Counter counter;
    private volatile long taken;
    /** When the pool was asked last, nanoseconds. */
    private volatile long lookedAt;

    private long birth;

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

    /** What was used before anybody took a share. */
    long used() {
        asked = true;
        return used.getAsLong();
    }

    /** What the ledger shows now: not the first answer, which is one for a window that nobody has taken anything of yet. */
    long written() {
        if (!asked) {
            used();
        }
        return used.getAsLong();
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

    /** Windows as short as minutes are over before it matters what a dead node did not use of them; nor does the ledger know. */
    boolean outlivesNodes() {
        Counter told = counter;
        if (told.until() == Long.MAX_VALUE) {
            return true;
        }
        long after = told.rolling() == null ? 0 : told.rolling().toMillis();
        return told.until() - told.from() + after > SHORT_MILLIS;
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
        boolean another = birth != 0 && birth != reply.birth();
        birth = reply.birth();
        return another;
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
