package io.serai.processors.ledger;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows on the local disk, in the order in which they were appended, numbered from 1. A row is in the page cache of the system when
 * {@link #append} returns: it survives the death of this process. A thread of the journal's own puts rows on disk, and has empty
 * segments in stock, so that whoever appends waits for no disk. Thread-safe.
 *
 * <p>Room is claimed ahead: who begins something claims room for the row that will end it, so that what was begun can be ended on a full
 * disk too.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Two, so that a burst does not outrun the thread that makes them. */
    private static final int SPARES = 2;
    /** No row is longer, and so none wastes more at the end of a segment. */
    private static final int LONGEST = 48 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final JournalSettings settings;
    private final JournalFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    /** The oldest first; the last takes rows. */
    private final ConcurrentLinkedDeque<Segment> segments = new ConcurrentLinkedDeque<>();
    /** Guarded by the lock, as are the following. */
    private final Deque<Segment> spares = new ArrayDeque<>();

    private Segment current;
    private long sequence;
    private long claimed;

    private final Thread keeper;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable Throwable fault;

    private Journal(JournalSettings settings, JournalFolder folder) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.current = begin(folder.create(settings.segment()));
        keeper = new Thread(this::keep, "serai-ledger-journal");
        keeper.setDaemon(true);
    }

    /**
     * Opens it for this process.
     *
     * @param now in milliseconds since the epoch
     * @throws IOException where the folder can't be written, or is another process's
     */
    static Journal open(JournalSettings settings, long now) throws IOException {
        JournalFolder folder = JournalFolder.open(settings.folder(), now);
        try {
            Journal journal = new Journal(settings, folder);
            journal.stock();
            journal.keeper.start();
            return journal;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    Owner owner() {
        return folder.owner();
    }

    /** Segments of earlier processes, in the order in which they were written. */
    List<Path> left() {
        return folder.left();
    }

    /** What a row does to the room that is claimed. */
    enum Room {
        /** It begins something: room for a row as long, and some, stays claimed until that ends. */
        CLAIM,
        /** It comes in between, and takes no claimed room. */
        PASS,
        /** It ends what was begun, in the room claimed for it. */
        END
    }

    /** By how much an ending row may be longer than the one that began. */
    private static final int END_LONGER = 4 * EntryCodec.MAX_TEXT * 2;

    /**
     * Appends a row.
     *
     * @param claim bytes that were claimed, or are to be; what {@link #claimFor} says of the beginning row
     * @throws GatewayException where there is no room, or the disk fails: nothing has been appended
     */
    void append(RowBytes row, Room room, int claim) {
        int size = Segment.size(row.length());
        lock.lock();
        try {
            if (room != Room.END) {
                requireSound();
                if (free() < claimed + size + (room == Room.CLAIM ? claim : 0)) {
                    throw refused("has no room left", null);
                }
            }
            if (size > current.room()) {
                next();
            }
            current.append(row, sequence + 1);
            sequence++;
            claimed += room == Room.CLAIM ? claim : room == Room.END ? -claim : 0;
        } catch (InternalError e) {
            // What a mapped file throws whose disk fails
            fault = e;
            throw refused("can't be written", e);
        } finally {
            lock.unlock();
        }
    }

    /** How much room is to be claimed with a row that begins something. */
    static int claimFor(RowBytes row) {
        return Segment.size(row.length() + END_LONGER);
    }

    private void requireSound() {
        Throwable known = fault;
        if (known != null) {
            throw refused("can't be written", known);
        }
        if (closing) {
            throw refused("is closed", null);
        }
    }

    private static RuntimeException refused(String why, @Nullable Throwable cause) {
        return new GatewayException(
                        ErrorKind.GATEWAY_OVERLOADED,
                        "The gateway can't book calls just now: its journal " + why + ".",
                        cause)
                .withRetryAfter(RETRY_AFTER);
    }

    private long free() {
        long usable = Math.max(0, current.room() - LONGEST);
        return usable + (long) spares.size() * (settings.segment() - Segment.FIRST_ROW - LONGEST);
    }

    private void next() {
        Segment spare = spares.poll();
        if (spare == null) {
            throw refused("has no room left", null);
        }
        Segment full = current;
        current = begin(spare);
        full.finish();
        LockSupport.unpark(keeper);
    }

    private Segment begin(Segment segment) {
        segment.begin(folder.owner(), sequence + 1);
        segments.add(segment);
        return segment;
    }

    /** The oldest segment of this process that has not been dropped. */
    Segment oldest() {
        return segments.getFirst();
    }

    /** All segments that have not been dropped, the oldest first. */
    List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** Drops the oldest segment, of which nobody needs anything any more. */
    void drop(Segment segment) {
        if (segment.isFinished() && segments.peekFirst() == segment) {
            segments.removeFirst();
            delete(segment);
        }
    }

    private static void delete(Segment segment) {
        try {
            Files.deleteIfExists(segment.file());
        } catch (IOException e) {
            LOG.warn("The journal's segment {} can't be deleted", segment.file().getFileName(), e);
        }
    }

    /** The number of the last row. */
    long last() {
        lock.lock();
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /** Why it takes no rows, where it does not. */
    Optional<Throwable> fault() {
        return Optional.ofNullable(fault);
    }

    private void keep() {
        while (!ended) {
            LockSupport.parkNanos(settings.sync().toNanos());
            tend();
        }
    }

    private void tend() {
        try {
            stock();
            segments.forEach(Segment::force);
            fault = null;
        } catch (IOException | RuntimeException | InternalError e) {
            if (fault == null) {
                LOG.error("The ledger's journal can't be written: no calls are made until it can", e);
            }
            fault = e;
        }
    }

    private void stock() throws IOException {
        while (spareCount() < SPARES && folder.bytes() + settings.segment() <= settings.most()) {
            Segment spare = folder.create(settings.segment());
            lock.lock();
            try {
                spares.add(spare);
            } finally {
                lock.unlock();
            }
        }
    }

    private int spareCount() {
        lock.lock();
        try {
            return spares.size();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing begins any more. */
    void stop() {
        closing = true;
    }

    /** Puts everything on disk. What has not been shipped is there for the next process. */
    void close(long shipped) throws IOException {
        stop();
        ended = true;
        LockSupport.unpark(keeper);
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        segments.forEach(Segment::force);
        spares.forEach(Journal::delete);
        if (shipped == last()) {
            segments.forEach(Journal::delete);
        }
        folder.close();
    }
}
