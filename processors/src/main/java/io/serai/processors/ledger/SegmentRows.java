package io.serai.processors.ledger;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one segment, one after the other. A row that is damaged is told apart from the end: behind the end there is none that is
 * whole. For one thread.
 */
final class SegmentRows {

    private final ByteBuffer bytes;
    private final CRC32C crc = new CRC32C();
    private int at = Segment.FIRST_ROW;
    private long damaged;

    SegmentRows(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * One row.
     *
     * @param at where it begins
     */
    record Row(long sequence, Entry entry, int at) {}

    /**
     * The next row before an offset; empty where there is none.
     *
     * @param end of what has been written: the capacity, where nobody writes any more
     */
    Optional<Row> next(int end) {
        for (int from = at; from + RowBytes.HEAD < end; from += Segment.ALIGNMENT) {
            Row row = read(from, end);
            if (row != null) {
                if (from > at) {
                    damaged++;
                }
                at = from + Segment.size(RowBytes.HEAD + bytes.getInt(from));
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Reads again from a row that has been read. */
    void back(Row row) {
        at = row.at();
    }

    /** How often rows that are whole came behind something that is none. */
    long damaged() {
        return damaged;
    }

    private @Nullable Row read(int from, int end) {
        int length = bytes.getInt(from);
        if (length <= 0 || length > end - from - RowBytes.HEAD) {
            return null;
        }
        crc.reset();
        crc.update(bytes.slice(from + 2 * Integer.BYTES, Long.BYTES + length));
        if ((int) crc.getValue() != bytes.getInt(from + Integer.BYTES)) {
            return null;
        }
        ByteBuffer payload = bytes.slice(from + RowBytes.HEAD, length).order(bytes.order());
        return new Row(bytes.getLong(from + 2 * Integer.BYTES), EntryCodec.decode(payload), from);
    }
}
