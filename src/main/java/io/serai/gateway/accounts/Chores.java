package io.serai.gateway.accounts;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done again and again beside the calls. One that fails is told of once, until it has worked again. */
final class Chores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    /** One that waits for a database that says nothing must not keep the others. */
    private static final int THREADS = 4;

    private static final int MOST_ERRANDS = 1_000;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, work -> {
        Thread made = new Thread(work, "serai-chores");
        made.setDaemon(true);
        return made;
    });
    private final BlockingQueue<Errand> errands = new ArrayBlockingQueue<>(MOST_ERRANDS);

    /** @param pause between two looks at what is to be done once */
    Chores(Duration pause) {
        every(pause, "tell what has happened", this::runErrands);
    }

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

    /**
     * Does it soon, and again while the database is away, in the order in which it was asked for. Given up where it fails otherwise, or
     * very many wait.
     */
    void once(String name, Runnable work) {
        if (!errands.offer(new Errand(name, work))) {
            LOG.warn("Could not {}: too much else waits", name);
        }
    }

    private void runErrands() {
        for (Errand first = errands.peek(); first != null; first = errands.peek()) {
            first.run();
            errands.remove();
        }
    }

    /** What is done once. */
    private record Errand(String name, Runnable work) {

        /** @throws GatewayException where it has to be done again */
        void run() {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (e instanceof GatewayException away && away.kind() == ErrorKind.GATEWAY_OVERLOADED) {
                    throw away;
                }
                LOG.warn("Could not {}: {}", name, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
