package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Ships rows one by one, looking at what is there: where a node that was taken for dead has come back, its calls may have been ended
 * by another. What it says then is put right by an adjustment. Slow, and seldom needed.
 */
final class CarefulShipment {

    private final Handle handle;

    private CarefulShipment(Handle handle) {
        this.handle = handle;
    }

    static void oneByOne(Handle handle, List<Booking> rows) {
        CarefulShipment shipment = new CarefulShipment(handle);
        rows.forEach(shipment::ship);
    }

    private void ship(Booking booking) {
        List<Booking> known = of(handle, booking.call());
        Optional<Booking> same =
                known.stream().filter(other -> other.step() == booking.step()).findFirst();
        if (same.isPresent()) {
            if (!same.get().origin().equals(booking.origin()) && booking.step() == Entry.END) {
                adjust(booking, known);
            }
            return;
        }
        boolean ended = known.stream().anyMatch(other -> other.step() >= Entry.END);
        insert(handle, fitting(booking, ended));
        Shipment.tags(handle, List.of(booking));
    }

    /** Never gives back more than is reserved, nor reserves for what has ended. */
    private Booking fitting(Booking booking, boolean ended) {
        if (booking.step() == Entry.END) {
            return booking.reserving(new NanoDollars(-reserved(handle, booking.call())));
        }
        return ended ? booking.reserving(NanoDollars.ZERO) : booking;
    }

    private void adjust(Booking late, List<Booking> known) {
        long input = late.amounts().input();
        long output = late.amounts().output();
        long cost = late.spent().count();
        int ends = 0;
        for (Booking end : known) {
            if (end.step() >= Entry.END) {
                input -= end.amounts().input();
                output -= end.amounts().output();
                cost -= end.spent().count();
                ends++;
            }
        }
        // Also where nothing differs: each row of a journal is found again in SQL
        Amounts difference = new Amounts(input, output, new NanoDollars(cost));
        insert(handle, late.then(Entry.END + ends, Kind.ADJUST, difference, NanoDollars.ZERO, late.cause()));
    }

    /** Writes a row, and what follows from it. */
    static void insert(Handle handle, Booking booking) {
        BookingRows.insert(handle, List.of(booking));
        if (booking.step() == 0) {
            handle.createUpdate(LedgerSql.BEGIN_CALL)
                    .bind("call", booking.call())
                    .bind("node", booking.origin().node())
                    .bind("epoch", booking.origin().epoch())
                    .bind("reserved", booking.reserved().count())
                    .execute();
        } else if (booking.step() < Entry.END) {
            handle.createUpdate(LedgerSql.EXTEND_CALL)
                    .bind("call", booking.call())
                    .bind("reserved", booking.reserved().count())
                    .execute();
        } else {
            handle.createUpdate(LedgerSql.FORGET_CALL)
                    .bind("call", booking.call())
                    .execute();
        }
        Accounts accounts = new Accounts();
        accounts.add(booking);
        accounts.write(handle);
        Hours hours = new Hours();
        hours.add(booking);
        hours.write(handle);
    }

    static long reserved(Handle handle, String call) {
        return handle.createQuery(LedgerSql.RESERVED_FOR)
                .bind("call", call)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static List<Booking> of(Handle handle, String call) {
        return handle.createQuery(LedgerSql.OF_CALL)
                .bind("call", call)
                .map(BookingRows.MAPPER)
                .list();
    }
}
