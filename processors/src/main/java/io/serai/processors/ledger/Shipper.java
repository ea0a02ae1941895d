package io.serai.processors.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ships the rows of the running journal in order, and drops segments of which all is shipped. For one thread; others may read. */
final class Shipper {

    /** Rows that are shipped together, at most. */
    static final int BATCH = 1000;

    private final Journal journal;
    private final Shipment shipment;
    private Segment segment;
    private SegmentRows rows;
    private volatile long shipped;

    Shipper(Journal journal, Shipment shipment) {
        this.journal = journal;
        this.shipment = shipment;
        this.segment = journal.oldest();
        this.rows = new SegmentRows(segment.view());
    }

    /**
     * Ships a batch.
     *
     * @return how many rows; 0 where there are none
     * @throws io.serai.api.error.GatewayException where the database is away: the rows are shipped again then
     */
    int ship() {
        // Read before the rows: a segment that is finished now gets none that this round could miss
        boolean finished = segment.isFinished();
        List<Shipment.Item> batch = new ArrayList<>();
        SegmentRows.Row first = null;
        while (batch.size() < BATCH) {
            Optional<SegmentRows.Row> row = rows.next(segment.end());
            if (row.isEmpty()) {
                break;
            }
            first = first == null ? row.get() : first;
            batch.add(new Shipment.Item(row.get().sequence(), row.get().entry()));
        }
        if (first != null) {
            ship(batch, first);
        }
        if (finished && batch.size() < BATCH) {
            turn();
        }
        return batch.size();
    }

    private void ship(List<Shipment.Item> batch, SegmentRows.Row first) {
        try {
            shipment.ship(journal.owner(), batch);
        } catch (RuntimeException e) {
            rows.back(first);
            throw e;
        }
        shipped = batch.get(batch.size() - 1).sequence();
    }

    private void turn() {
        journal.drop(segment);
        segment = journal.oldest();
        rows = new SegmentRows(segment.view());
    }

    /** Up to which row everything is in SQL. */
    long shipped() {
        return shipped;
    }

    /** How many rows wait. */
    long waiting() {
        return journal.last() - shipped;
    }

    /** Rows that have not been shipped. Reads all segments that are there: not for the path of a call. */
    List<Shipment.Item> unshipped() {
        long known = shipped;
        List<Shipment.Item> items = new ArrayList<>();
        if (journal.last() == known) {
            return items;
        }
        for (Segment each : journal.segments()) {
            SegmentRows content = new SegmentRows(each.view());
            for (Optional<SegmentRows.Row> row = content.next(each.end());
                    row.isPresent();
                    row = content.next(each.end())) {
                if (row.get().sequence() > known) {
                    items.add(new Shipment.Item(row.get().sequence(), row.get().entry()));
                }
            }
        }
        return items;
    }
}
