package io.serai.processors.ledger;

import io.serai.processors.store.Database;
import io.serai.processors.store.DuplicateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * Writes rows of a journal into SQL, all of a batch or none, and takes down in the same transaction how far the journal has come. So
 * rows that are shipped again, because nobody knows whether a commit arrived, change nothing.
 */
final class Shipment {

    private final Database database;

    Shipment(Database database) {
        this.database = database;
    }

    /** One row of a journal. */
    record Item(long sequence, Entry entry) {}

    /** Up to which row of an owner's journal everything is in SQL. */
    long shipped(Owner owner) {
        return database.read(handle -> shipped(handle, owner));
    }

    /**
     * Ships rows, in the order of the journal.
     *
     * @throws io.serai.api.error.GatewayException where the database is away: to be tried again
     */
    void ship(Owner owner, List<Item> items) {
        try {
            database.useTransaction(handle -> ship(handle, owner, items, Shipment::together));
        } catch (DuplicateException | UnexpectedRow e) {
            database.useTransaction(handle -> ship(handle, owner, items, CarefulShipment::oneByOne));
        }
    }

    /** How rows are written. */
    @FunctionalInterface
    private interface Way {
        void write(Handle handle, List<Booking> rows);
    }

    private static void ship(Handle handle, Owner owner, List<Item> items, Way way) {
        makeNode(handle, owner);
        long shipped = shipped(handle, owner);
        List<Booking> rows = new ArrayList<>(items.size());
        for (Item item : items) {
            if (item.sequence() > shipped) {
                rows.add(Booking.of(item.entry(), owner, item.sequence()));
            }
        }
        if (!rows.isEmpty()) {
            way.write(handle, rows);
            owner(handle.createUpdate(LedgerSql.SHIPPED_UP_TO), owner)
                    .bind("seq", items.get(items.size() - 1).sequence())
                    .execute();
        }
    }

    private static void together(Handle handle, List<Booking> rows) {
        Accounts accounts = new Accounts();
        Hours hours = new Hours();
        rows.forEach(accounts::add);
        rows.forEach(hours::add);
        BookingRows.insert(handle, rows);
        // Of those that stay open too: if their node dies, somebody ends them who does not know their tags.
        List<Booking> tagged = new ArrayList<>(open(handle, rows));
        rows.stream().filter(row -> row.step() == Entry.END).forEach(tagged::add);
        tags(handle, tagged);
        accounts.write(handle);
        hours.write(handle);
    }

    /** Writes the tags of calls, each once however often it is told. */
    static void tags(Handle handle, List<Booking> rows) {
        PreparedBatch insert = handle.prepareBatch(LedgerSql.INSERT_TAG);
        for (Booking row : rows) {
            Line line = row.line();
            line.tags().forEach(tag -> insert.bind("call", row.call())
                    .bind("tag", tag)
                    .bind("at", line.at())
                    .add());
        }
        if (insert.size() > 0) {
            insert.execute();
        }
    }

    /**
     * Most calls begin and end within a batch: nobody else has to know that they were open.
     *
     * @return the reservations of those that have begun and not ended
     */
    private static Collection<Booking> open(Handle handle, List<Booking> rows) {
        Map<String, Booking> begun = new LinkedHashMap<>();
        PreparedBatch extend = handle.prepareBatch(LedgerSql.EXTEND_CALL);
        PreparedBatch end = handle.prepareBatch(LedgerSql.END_CALL);
        for (Booking booking : rows) {
            Booking known = begun.get(booking.call());
            if (booking.step() == 0) {
                begun.put(booking.call(), booking);
            } else if (booking.step() < Entry.END) {
                if (known == null) {
                    extend.bind("call", booking.call())
                            .bind("reserved", booking.reserved().count())
                            .add();
                } else {
                    begun.put(booking.call(), known.reserving(known.reserved().plus(booking.reserved())));
                }
            } else if (known == null) {
                end.bind("call", booking.call())
                        .bind("reserved", -booking.reserved().count())
                        .add();
            } else if (known.reserved().count() + booking.reserved().count() == 0) {
                begun.remove(booking.call());
            } else {
                throw new UnexpectedRow();
            }
        }
        each(extend);
        each(end);
        PreparedBatch begin = handle.prepareBatch(LedgerSql.BEGIN_CALL);
        begun.values().forEach(booking -> begin.bind("call", booking.call())
                .bind("node", booking.origin().node())
                .bind("epoch", booking.origin().epoch())
                .bind("reserved", booking.reserved().count())
                .add());
        each(begin);
        return begun.values();
    }

    private static void each(PreparedBatch batch) {
        if (batch.size() == 0) {
            return;
        }
        for (int changed : batch.execute()) {
            // JDBC's "succeeded, nobody knows how many" is negative
            if (changed == 0) {
                throw new UnexpectedRow();
            }
        }
    }

    static void makeNode(Handle handle, Owner owner) {
        owner(handle.createUpdate(LedgerSql.MAKE_NODE), owner).execute();
    }

    static long shipped(Handle handle, Owner owner) {
        return handle.createQuery(LedgerSql.SHIPPED)
                .bind("node", owner.node())
                .bind("epoch", owner.epoch())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static Update owner(Update update, Owner owner) {
        return update.bind("node", owner.node()).bind("epoch", owner.epoch());
    }

    /** Somebody else has ended a call in the meantime, or rows of the journal are lost: each row must be looked at. */
    private static final class UnexpectedRow extends RuntimeException {
        UnexpectedRow() {
            super("a call of the ledger is not as its journal says", null, false, false);
        }
    }
}
