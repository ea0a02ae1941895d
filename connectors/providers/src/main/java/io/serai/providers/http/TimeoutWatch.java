package io.serai.providers.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes those who have waited too long. A virtual thread that parks with a timeout sets and cancels a timer of the JDK each time: with 64
 * streams open that was a quarter of the CPU time of a chunk (JDK 25), so threads park without one, and this looks after them all.
 */
final class TimeoutWatch implements Runnable {

    /** How much later than its timeout a wait may end. Shorter waits are not left to the watch. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int QUIET_TICKS = 100;

    /** Those that are over stay until the next look: to take each out of a set as it ends cost 1 % of a plain request. */
    private final Queue<Inbox> watched = new ConcurrentLinkedQueue<>();

    private final Thread thread = new Thread(this, "serai-upstream-timeouts");
    private volatile boolean asleep;
    private volatile boolean closed;

    /** A watch that runs until it is closed. */
    static TimeoutWatch start() {
        TimeoutWatch watch = new TimeoutWatch();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Watches this until it is {@linkplain Inbox#over over}. */
    void add(Inbox inbox) {
        watched.add(inbox);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends once nobody is watched any more. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        int quiet = 0;
        while (!closed || !watched.isEmpty()) {
            quiet = watched.isEmpty() ? quiet + 1 : 0;
            if (quiet > QUIET_TICKS) {
                sleep();
            } else {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
            long now = System.nanoTime();
            watched.removeIf(inbox -> !inbox.wakeIfLate(now));
        }
    }

    private void sleep() {
        asleep = true;
        // Whoever was added before he could see that this sleeps is seen here.
        if (watched.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
