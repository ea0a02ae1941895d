package io.serai.gateway.accounts;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done again and again beside the calls. One that fails is told of once, until it has worked again. */
final class Chores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        Thread made = new Thread(work, "serai-chores");
        made.setDaemon(true);
        return made;
    });

    /** Does it every so often, the first time after one such pause. */
    void every(Duration pause, String name, Runnable work) {
        AtomicBoolean failing = new AtomicBoolean();
        Runnable guarded = () -> {
            try {
                work.run();
                failing.set(false);
            } catch (RuntimeException e) {
                if (failing.compareAndSet(false, true)) {
                    LOG.warn("Can't {} just now, and go on trying: {}", name, e.getMessage());
                }
            }
        };
        // What it throws is told above.
        var unused = threads.scheduleWithFixedDelay(guarded, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does it soon; given up where it fails. */
    void once(String name, Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("Could not {}: {}", name, e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing is done any more: {}", name);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
