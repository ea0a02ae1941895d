package io.serai.processors.cluster;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two threads of the pool. One does what nobody waits for: asks again, frees what dead nodes held, forgets windows that are over; the other
 * passes answers on, which must wait for nothing.
 */
final class PoolUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolUpkeep.class);

    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long SHORTEST_PAUSE_MILLIS = 50;

    private final ScheduledExecutorService thread;
    private final ExecutorService callbacks;

    PoolUpkeep(HazelcastPool pool, Duration lease) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "serai-share-upkeep"));
        // What comes after its end is of no interest: the node has left.
        callbacks = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "serai-share-answers"),
                new ThreadPoolExecutor.DiscardPolicy());
        long pause = Math.max(SHORTEST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, lease.toMillis() / 4));
        var unused = thread.scheduleWithFixedDelay(() -> quietly(pool::keepUp), pause, pause, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /** Where answers are passed on. */
    Executor callbacks() {
        return callbacks;
    }

    void soon(Runnable work) {
        try {
            thread.execute(() -> quietly(work));
        } catch (RejectedExecutionException e) {
            // The node leaves.
        }
    }

    /** A scheduled task that fails once is never run again. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.debug("shares of limits could not be looked after", e);
        }
    }

    /** Ends what nobody waits for. */
    void rest() {
        thread.shutdownNow();
    }

    @Override
    public void close() {
        rest();
        callbacks.shutdownNow();
    }
}
