package io.serai.processors.ledger;

import io.serai.processors.store.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of one node: the ledger that calls are taken down in, and the thread that brings its rows into SQL, those of earlier
 * processes first, and ends what dead processes have begun. Serves calls while the database is away. Thread-safe.
 */
public final class Bookkeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(1);
    private static final long NONE = -1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final JournalLedger ledger;
    private final Replay replay;
    private final Shipper shipper;
    private final CrashedCalls crashed;
    private final LivingNodes nodes;
    private final LedgerUse use;
    private final Duration lease;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean away;
    private volatile boolean caughtUp;
    private long lookedAt;
    private final AtomicLong ended = new AtomicLong();

    private Bookkeeping(Journal journal, Database database, Duration lease, InstantSource clock) {
        this.journal = journal;
        this.lease = lease;
        Shipment shipment = new Shipment(database);
        ledger = new JournalLedger(journal, clock);
        replay = new Replay(shipment, journal.left());
        shipper = new Shipper(journal, shipment);
        crashed = new CrashedCalls(database, clock);
        nodes = new LivingNodes(database, journal.owner(), lease);
        use = new LedgerUse(database, journal.owner(), shipper::unshipped);
        lookedAt = System.nanoTime() - lease.toNanos();
        thread = new Thread(this::run, "serai-ledger");
        thread.setDaemon(true);
    }

    /**
     * Opens the books of this node; the tables must be there, the database need not.
     *
     * @param lease how long a process may be silent before its calls are ended by others
     * @throws IOException where the journal's folder can't be written, or is another process's
     */
    public static Bookkeeping open(JournalSettings settings, Database database, Duration lease, InstantSource clock)
            throws IOException {
        Bookkeeping books = new Bookkeeping(Journal.open(settings, clock.millis()), database, lease, clock);
        books.thread.start();
        return books;
    }

    /** Where calls are taken down. */
    public Ledger ledger() {
        return ledger;
    }

    /** What has been used so far, with what has not been shipped. */
    public LedgerUse use() {
        return use;
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos((away ? PAUSE_WHILE_AWAY : round() ? Duration.ZERO : PAUSE).toNanos());
            if (away) {
                round();
            }
        }
    }

    /** Whether there is more to do at once: a few rows can wait for others, as a commit costs more than they do. */
    private boolean round() {
        try {
            if (!caughtUp) {
                replay.run();
                ended.addAndGet(crashed.endEarlier(journal.owner()));
                caughtUp = true;
            }
            boolean more = shipper.ship() == Shipper.BATCH;
            lookAfterOthers();
            if (away) {
                LOG.info("The ledger reaches its database again; {} rows wait", shipper.waiting());
                away = false;
            }
            return more;
        } catch (RuntimeException | IOException | Error e) {
            if (!away) {
                LOG.warn("The ledger can't be written to its database; its rows wait on this node's disk", e);
            }
            away = true;
            nodes.forget();
            return false;
        }
    }

    private void lookAfterOthers() {
        long now = System.nanoTime();
        if (now - lookedAt < lease.toNanos() / 4) {
            return;
        }
        lookedAt = now;
        for (Owner dead : nodes.dead(now)) {
            int calls = crashed.end(dead);
            ended.addAndGet(calls);
            LOG.warn("Ended {} calls of the node {}, which has been silent for {}", calls, dead.node(), lease);
        }
    }

    /** How the books are just now. */
    public Status status() {
        return new Status(
                journal.owner().node(),
                ledger.running(),
                shipper.waiting(),
                caughtUp,
                !away,
                journal.fault().isEmpty(),
                replay.replayed(),
                replay.missing(),
                ended.get());
    }

    /**
     * How the books of a node are.
     *
     * @param node its id, which belongs to its folder
     * @param running calls that have begun and not ended
     * @param waiting rows that are not in SQL yet
     * @param caughtUp whether all that earlier processes have left is in SQL
     * @param reachesDatabase whether the last round did
     * @param journals whether the journal takes rows
     * @param replayed rows that earlier processes have left
     * @param missing rows of theirs that can't be read
     * @param ended calls of dead processes that this one has ended
     */
    public record Status(
            String node,
            int running,
            long waiting,
            boolean caughtUp,
            boolean reachesDatabase,
            boolean journals,
            long replayed,
            long missing,
            long ended) {}

    /** Ships what waits, for a while; what is left is shipped by the next process in this folder. */
    @Override
    public void close() throws IOException {
        journal.stop();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (shipper.waiting() > 0 && !away && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Calls that still run may yet end: their rows are for the next process
        journal.close(ledger.running() > 0 ? NONE : shipper.shipped());
    }
}
