package io.serai.processors.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries sealed batches from the journal to the store and their seals to the anchors, each at its own pace, and deletes files of which
 * both have all. The store comes first, so that anchors are seldom ahead of it; where it is away, anchoring goes on.
 */
final class AuditShipper implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditShipper.class);

    private static final long RETRY_SECONDS = 1;
    private static final long LAST_TRY_SECONDS = 5;
    private static final String ANCHORED = "anchored";

    private final Path folder;
    private final String chain;
    private final AuditStore store;
    private final List<Anchor> anchors;
    private final Leg shipping = new Leg("the store");
    private final Leg anchoring = new Leg("its anchors");
    private final Thread thread = new Thread(this, "audit-ship");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long sealed;
    private boolean closing;

    /** @param sealed number of the last seal in the journal */
    AuditShipper(Path folder, String chain, AuditStore store, List<Anchor> anchors, long sealed) {
        this.folder = folder;
        this.chain = chain;
        this.store = store;
        this.anchors = List.copyOf(anchors);
        this.sealed = sealed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A seal was written to the journal. */
    void sealed(long number) {
        lock.lock();
        try {
            sealed = number;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many sealed batches the store has not got yet. */
    long backlog() {
        lock.lock();
        try {
            return shipping.behind(sealed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        while (true) {
            long target = awaitWork();
            shipping.advance(target, () -> new JournalCursor(folder, store.lastSeal(chain)), store::store);
            anchoring.advance(target, () -> new JournalCursor(folder, readAnchored()), this::anchor);
            tidy();
            if (isOver(target)) {
                break;
            }
        }
        shipping.close();
        anchoring.close();
    }

    /** Whether the end has come and all was tried that there is. */
    private boolean isOver(long tried) {
        lock.lock();
        try {
            return closing && tried == sealed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the last seal, once there is something to do. */
    private long awaitWork() {
        lock.lock();
        try {
            boolean retry = shipping.failing || anchoring.failing;
            while (!closing && !retry && shipping.behind(sealed) <= 0 && anchoring.behind(sealed) <= 0) {
                changed.await();
            }
            long rest = TimeUnit.SECONDS.toNanos(RETRY_SECONDS);
            while (retry && !closing && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return sealed;
        } catch (InterruptedException e) {
            closing = true;
            return sealed;
        } finally {
            lock.unlock();
        }
    }

    private void anchor(SealedBatch batch) throws IOException {
        for (Anchor anchor : anchors) {
            anchor.keep(batch.seal());
        }
        Path next = folder.resolve(ANCHORED + ".next");
        Files.writeString(next, Long.toString(batch.seal().number()));
        Files.move(next, folder.resolve(ANCHORED), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private long readAnchored() throws IOException {
        Path file = folder.resolve(ANCHORED);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(file).trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void tidy() {
        long done = Math.min(shipping.after(), anchoring.after());
        try {
            List<Path> files = AuditJournal.files(folder);
            for (int at = 0; at + 1 < files.size() && AuditJournal.follows(files.get(at + 1)) <= done; at++) {
                Files.delete(files.get(at));
            }
        } catch (IOException e) {
            LOG.warn("An old file of the audit journal can't be deleted: {}", e.getMessage());
        }
    }

    /** Tries once more to ship what is there, for a few seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LAST_TRY_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Opening {
        JournalCursor open() throws IOException, SQLException;
    }

    private interface Taking {
        void take(SealedBatch batch) throws IOException, SQLException;
    }

    /** One of the two ways that batches go. */
    private static final class Leg {

        private final String target;
        private @Nullable JournalCursor cursor;
        private volatile long after = -1;
        private volatile boolean failing;

        private Leg(String target) {
            this.target = target;
        }

        private long after() {
            return after;
        }

        private long behind(long sealed) {
            return after < 0 ? 1 : sealed - after;
        }

        private void advance(long last, Opening opening, Taking taking) {
            try {
                JournalCursor open = cursor;
                if (open == null) {
                    open = opening.open();
                    cursor = open;
                    after = open.after();
                }
                while (open.after() < last) {
                    taking.take(open.next());
                    after = open.after();
                }
                succeeded();
            } catch (IOException | SQLException | RuntimeException e) {
                failed(e);
            }
        }

        private void succeeded() {
            if (failing) {
                LOG.info("The audit log reaches {} again.", target);
            }
            failing = false;
        }

        private void failed(Exception e) {
            if (!failing) {
                LOG.warn("The audit log does not reach {}; its journal keeps what is to go there.", target, e);
            }
            failing = true;
            close();
            // Opened anew, it asks what has arrived.
            cursor = null;
        }

        private void close() {
            JournalCursor open = cursor;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.debug("A file of the audit journal was not closed", e);
                }
            }
        }
    }
}
