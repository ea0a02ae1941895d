package io.serai.processors.limits;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One limit as it is counted for one subject on this node: the share of the window that runs. Thread-safe. */
final class Tally {

    private final Limit limit;
    private final String subject;
    private final String counter;
    private final AtomicReference<@Nullable Share> current = new AtomicReference<>();
    /**
     * Held for reading by those who fetch more than they need, for writing by those who must know that all of it has come: shared, so that
     * nobody waits for the pool who does not have to.
     */
    private final ReentrantReadWriteLock landing = new ReentrantReadWriteLock();

    private volatile boolean retired;
    private volatile long unknownUntil = Long.MIN_VALUE;
    /** The highest threshold that somebody was told of, and in which window. By the thread that ticks. */
    private int toldPercent;

    private long toldFrom = Long.MIN_VALUE;

    Tally(Limit limit, String subject) {
        this.limit = limit;
        this.subject = subject;
        this.counter = limit.counterOf(subject);
    }

    Limit limit() {
        return limit;
    }

    String subject() {
        return subject;
    }

    ReentrantReadWriteLock landing() {
        return landing;
    }

    /** Until when nobody asks again what was written down of it. */
    long unknownUntil() {
        return unknownUntil;
    }

    void unknownUntil(long millis) {
        unknownUntil = millis;
    }

    /** From now on nobody looks after its stock. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** The share of the window that runs; null where that has not been opened. */
    @Nullable
    Share share(long now) {
        Share share = current.get();
        return share != null && now < share.counter().until() ? share : null;
    }

    /** The last share that there was. */
    @Nullable
    Share last() {
        return current.get();
    }

    Counter counterAt(long now) {
        return limit.window().counter(counter, limit.amount(), now);
    }

    /** Puts a share in another's place; false where somebody else has. */
    boolean replace(@Nullable Share known, Share by) {
        return current.compareAndSet(known, by);
    }

    /** What is used of the amount, from 0 to more than 1; 0 while nobody has used any. */
    double ratio(long now) {
        Share share = share(now);
        if (share == null) {
            return 0;
        }
        return limit.amount() == 0 ? 1 : (double) share.used() / limit.amount();
    }

    /** Whether a threshold is reached in this window for the first time. By the thread that ticks. */
    boolean reaches(int percent, Counter window) {
        if (toldFrom != window.from()) {
            toldFrom = window.from();
            // A rolling window goes on: only what has gone down may be reached again.
            toldPercent = window.rolling() == null ? 0 : toldPercent;
        }
        boolean first = percent > toldPercent;
        toldPercent = Math.max(toldPercent, percent);
        return first;
    }

    /** What is used has gone down below a threshold of a rolling window. */
    void falls(int percent) {
        toldPercent = Math.min(toldPercent, percent);
    }
}
