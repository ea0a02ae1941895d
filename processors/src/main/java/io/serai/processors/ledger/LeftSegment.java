package io.serai.processors.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A segment that an earlier process has left: nobody writes it any more. Its end may be torn, which is no damage. */
final class LeftSegment {

    private static final Logger LOG = LoggerFactory.getLogger(LeftSegment.class);
    private static final String DAMAGED = ".damaged";

    private final Path file;
    private final ByteBuffer bytes;
    private final Optional<Segment.Head> head;

    private LeftSegment(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        this.head = Segment.head(bytes);
    }

    static LeftSegment read(Path file) throws IOException {
        return new LeftSegment(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Whose rows it holds; empty where no row was ever written. */
    Optional<Owner> owner() {
        return head.map(Segment.Head::owner);
    }

    /** The sequence of its first row. */
    long first() {
        return head.map(Segment.Head::first).orElse(0L);
    }

    /**
     * All rows that are whole, in order.
     *
     * @param missing how many were written and are lost, as far as the numbers of those behind tell
     * @param last sequence of the last; that before its first where it has none
     */
    record Content(List<Shipment.Item> rows, long missing, long last) {}

    Content content() {
        SegmentRows rows = new SegmentRows(bytes);
        List<Shipment.Item> items = new ArrayList<>();
        long expected = first();
        long missing = 0;
        for (Optional<SegmentRows.Row> row = rows.next(bytes.capacity());
                row.isPresent();
                row = rows.next(bytes.capacity())) {
            missing += Math.max(0, row.get().sequence() - expected);
            expected = row.get().sequence() + 1;
            items.add(new Shipment.Item(row.get().sequence(), row.get().entry()));
        }
        return new Content(items, missing, expected - 1);
    }

    /** All its rows are in SQL. */
    void done() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Keeps the file for whoever wants to know what was lost. */
    void setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error("The journal's segment {} is damaged; what could be read of it is booked, the rest is lost", aside);
    }
}
