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

    /** How often it looks after all. Shorter waits are not left to it, so that it sees each longer one before that is over. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How much later than its timeout a wait may end: many that end one after the other do not cost a look each. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int QUIET_TICKS = 100;

    /** Those that are over stay until the next look: to take each out of a set as it ends cost 1 % of a plain request. */
    private final Queue<Wait> watched = new ConcurrentLinkedQueue<>();

    private final Thread thread = new Thread(this, "serai-upstream-timeouts");
    /** When it looks again; used by its own thread only. */
    private long next = System.nanoTime();

    private volatile boolean asleep;
    private volatile boolean closed;

    /** A watch that runs until it is closed. */
    static TimeoutWatch start() {
        TimeoutWatch watch = new TimeoutWatch();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Watches this until it is {@linkplain Wait#over over}. */
    void add(Wait wait) {
        watched.add(wait);
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
                LockSupport.parkNanos(this, Math.max(LATE_NANOS, next - System.nanoTime()));
            }
            look(System.nanoTime());
        }
    }

    private void look(long now) {
        next = now + TICK_NANOS;
        watched.removeIf(wait -> {
            next = wait.wakeIfLate(now, next);
            return wait.isOver();
        });
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
