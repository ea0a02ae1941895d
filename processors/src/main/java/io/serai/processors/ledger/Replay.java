package io.serai.processors.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Ships what earlier processes have left in the journal's folder, segment by segment. For one thread. */
final class Replay {

    private static final int BATCH = 1000;

    private final Shipment shipment;
    private final Deque<Path> left;
    private final Map<Owner, Long> lasts = new HashMap<>();
    private final AtomicLong missing = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();

    Replay(Shipment shipment, List<Path> left) {
        this.shipment = shipment;
        this.left = new ArrayDeque<>(left);
    }

    /**
     * Ships all that is left.
     *
     * @throws io.serai.api.error.GatewayException where the database is away: to be called again
     * @throws IOException where a file can't be read
     */
    void run() throws IOException {
        while (!left.isEmpty()) {
            LeftSegment segment = LeftSegment.read(left.getFirst());
            ship(segment);
            left.removeFirst();
        }
    }

    boolean isDone() {
        return left.isEmpty();
    }

    private void ship(LeftSegment segment) throws IOException {
        if (segment.owner().isEmpty()) {
            segment.done();
            return;
        }
        Owner owner = segment.owner().get();
        LeftSegment.Content content = segment.content();
        List<Shipment.Item> rows = content.rows();
        for (int from = 0; from < rows.size(); from += BATCH) {
            shipment.ship(owner, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
        long before = segment.first() - 1 - lasts.getOrDefault(owner, segment.first() - 1);
        lasts.put(owner, content.last());
        replayed.addAndGet(rows.size());
        missing.addAndGet(before + content.missing());
        if (before > 0 || content.missing() > 0) {
            segment.setAside();
        } else {
            segment.done();
        }
    }

    /** How many rows were written and can't be read: what a power failure, or a fault of the disk, has cost. */
    long missing() {
        return missing.get();
    }

    /** How many rows were found. */
    long replayed() {
        return replayed.get();
    }
}
