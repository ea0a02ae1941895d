package io.serai.providers.http;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a response, and until when: all that the {@link TimeoutWatch} knows of it. It looks from time to time only, and what it
 * still holds of calls that have ended each collection of garbage has to copy: with the responses themselves that were 4 MB and 5 ms instead
 * of 1 at 16,000 requests a second.
 */
final class Wait {

    private volatile @Nullable Thread waiter;
    private volatile long until;
    private volatile boolean over;

    void begin(Thread thread, long untilNanos) {
        until = untilNanos;
        waiter = thread;
    }

    /** The thread that waits, if there is one. */
    @Nullable
    Thread waiter() {
        return waiter;
    }

    void end() {
        waiter = null;
    }

    /** Nobody will wait any more. */
    void over() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /**
     * By the {@link TimeoutWatch}: the waiting thread sees for itself that it is late.
     *
     * @return when to come again, at the latest
     */
    long wakeIfLate(long now, long latest) {
        Thread waiting = waiter;
        long left = until - now;
        if (waiting == null) {
            return latest;
        }
        if (left <= 0) {
            LockSupport.unpark(waiting);
            return latest;
        }
        return now + Math.min(left, latest - now);
    }
}
