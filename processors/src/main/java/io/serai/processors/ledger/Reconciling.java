package io.serai.processors.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the whole ledger again and again, and says so in the log where something is wrong. */
public final class Reconciling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);

    private final Reconciler reconciler;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Reconciliation latest;

    private Reconciling(Reconciler reconciler, Duration interval) {
        this.reconciler = reconciler;
        this.interval = interval;
    }

    /** Begins; the first look is taken after one interval. */
    public static Reconciling every(Duration interval, Reconciler reconciler) {
        Reconciling rounds = new Reconciling(reconciler, interval);
        Thread thread = new Thread(rounds::run, "serai-ledger-reconciler");
        thread.setDaemon(true);
        thread.start();
        return rounds;
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Reconciliation found = reconciler.run();
            latest = found;
            found.findings().forEach(finding -> LOG.error("The ledger does not add up: {}", finding));
        } catch (RuntimeException away) {
            LOG.warn("The ledger could not be looked at", away);
        }
    }

    /** What the last look has found. */
    public Optional<Reconciliation> latest() {
        return Optional.ofNullable(latest);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
