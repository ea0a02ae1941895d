package io.serai.processors.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something in the background again and again, on a thread of its own that keeps no process alive. What fails is done again the next
 * time, and complained of once for as long as it goes on failing. Thread-safe.
 */
public final class Repeating implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
    private static final long LONGEST_END_MILLIS = 5_000;

    private final String what;
    private final Duration every;
    private final Runnable work;
    private final Semaphore poked = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;
    private boolean failing;

    /** @param what is done, as it ends "Could not …" in a log, such as {@code send notifications} */
    public Repeating(String what, Duration every, Runnable work) {
        this.what = what;
        this.every = every;
        this.work = work;
    }

    /** Begins; the first time comes after the pause. */
    public synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "serai-" + what.replace(' ', '-'));
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Does it at once, on its own thread. */
    public void poke() {
        poked.release();
    }

    /** Ends, once what is being done now is done; waits some seconds for that. */
    @Override
    public void close() {
        closed = true;
        poke();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(LONGEST_END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!closed) {
            try {
                // Whether it was poked or the time is up makes no difference.
                boolean unused = poked.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
                poked.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!closed) {
                attempt();
            }
        }
    }

    private void attempt() {
        try {
            work.run();
            if (failing) {
                failing = false;
                LOG.info("Again able to {}", what);
            }
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn("Could not {}; trying on: {}", what, e.getMessage());
            }
        }
    }
}
