package io.serai.processors.ledger;

import io.serai.api.call.Operation;
import io.serai.processors.prices.NanoDollars;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Entries as bytes of the journal. Texts are cut to what their columns in SQL hold: the longest come from clients. */
final class EntryCodec {

    /** Characters of a text; columns of the table are as wide. */
    static final int MAX_TEXT = 255;
    /** Tags of one line. */
    static final int MAX_TAGS = 32;

    private static final byte VERSION = 1;
    private static final Operation[] OPERATIONS = Operation.values();

    private EntryCodec() {}

    static RowBytes encode(Entry entry) {
        RowBytes row = new RowBytes();
        row.putByte(VERSION);
        row.putByte(entry.kind().code());
        row.putLong(entry.call());
        row.putLong(entry.ordinal());
        row.putLong(entry.bookedAt());
        row.putLong(entry.amounts().input());
        row.putLong(entry.amounts().output());
        row.putLong(entry.amounts().cost().count());
        row.putLong(entry.reserved().count());
        row.putLong(entry.saved().count());
        row.putText(entry.cause(), MAX_TEXT);
        row.putText(entry.price(), MAX_TEXT);
        line(row, entry.line());
        return row;
    }

    private static void line(RowBytes row, Line line) {
        row.putLong(line.at());
        row.putLong(line.attempt());
        row.putText(line.operation().label(), MAX_TEXT);
        row.putText(line.request(), MAX_TEXT);
        row.putText(line.tenant(), MAX_TEXT);
        row.putText(line.team(), MAX_TEXT);
        row.putText(line.app(), MAX_TEXT);
        row.putText(line.key(), MAX_TEXT);
        row.putText(line.user(), MAX_TEXT);
        row.putText(line.asked(), MAX_TEXT);
        row.putText(line.provider(), MAX_TEXT);
        row.putText(line.model(), MAX_TEXT);
        row.putByte((byte) Math.min(MAX_TAGS, line.tags().size()));
        int left = MAX_TAGS;
        for (String tag : line.tags()) {
            if (left-- == 0) {
                return;
            }
            row.putText(tag, MAX_TEXT);
        }
    }

    /** @throws RuntimeException where the bytes are none of an entry */
    static Entry decode(ByteBuffer row) {
        if (row.get() != VERSION) {
            throw new IllegalArgumentException("the row of the journal is of another version");
        }
        Kind kind = Kind.of(row.get());
        long call = row.getLong();
        int ordinal = (int) row.getLong();
        long bookedAt = row.getLong();
        Amounts amounts = new Amounts(row.getLong(), row.getLong(), new NanoDollars(row.getLong()));
        NanoDollars reserved = new NanoDollars(row.getLong());
        NanoDollars saved = new NanoDollars(row.getLong());
        String cause = text(row);
        String price = text(row);
        return new Entry(kind, call, ordinal, line(row), amounts, reserved, saved, cause, price, bookedAt);
    }

    private static Line line(ByteBuffer row) {
        long at = row.getLong();
        int attempt = (int) row.getLong();
        Operation operation = operation(text(row));
        String request = text(row);
        String tenant = text(row);
        String team = text(row);
        String app = text(row);
        String key = text(row);
        String user = text(row);
        String asked = text(row);
        String provider = text(row);
        String model = text(row);
        int count = row.get();
        Set<String> tags = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            tags.add(text(row));
        }
        return new Line(request, attempt, tenant, team, app, key, user, asked, provider, model, operation, tags, at);
    }

    private static Operation operation(String label) {
        for (Operation operation : OPERATIONS) {
            if (operation.label().equals(label)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("the row of the journal has the operation '" + label + "'");
    }

    private static String text(ByteBuffer row) {
        byte[] bytes = new byte[row.getShort() & 0xFFFF];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
