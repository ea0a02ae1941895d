package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;
import java.util.zip.CRC32C;

/**
 * One row of the ledger in SQL. Written once, never changed.
 *
 * @param id in the order in which rows came; 0 before the row is written
 * @param call unique to one call of a provider among all nodes
 * @param step which of the bookings of its call it is: 0 is the reservation, 1,000,000 the end
 * @param kind {@code settle}, for one; {@code src/docs/ledger.md} has them all
 * @param line who pays, and for what; its tags are not in the row
 * @param operation by its label
 * @param bookedAt in milliseconds since the epoch, by the clock of the node
 * @param amounts what is reserved, or what is charged
 * @param reserved what goes from the tenant's {@code available} to its {@code reserved}
 * @param spent what goes from {@code owed:<provider>} to the tenant's {@code spent}
 * @param saved what a cache has saved
 * @param price the version of the price that it was charged by
 * @param origin where it was journalled
 */
public record Booking(
        long id,
        String call,
        int step,
        String kind,
        Line line,
        String operation,
        long bookedAt,
        Amounts amounts,
        NanoDollars reserved,
        NanoDollars spent,
        NanoDollars saved,
        String cause,
        String price,
        Origin origin) {

    /**
     * Where a row was journalled.
     *
     * @param node which folder of a journal
     * @param epoch which process
     * @param sequence which of its rows; 0 where the row was booked straight into SQL, after a process had died
     */
    public record Origin(String node, long epoch, long sequence) {}

    static Booking of(Entry entry, Owner owner, long sequence) {
        return new Booking(
                0,
                owner.call(entry.call()),
                entry.step(),
                entry.kind().label(),
                entry.line(),
                entry.line().operation().label(),
                entry.bookedAt(),
                entry.amounts(),
                entry.reserved(),
                entry.spent(),
                entry.saved(),
                entry.cause(),
                entry.price(),
                new Origin(owner.node(), owner.epoch(), sequence));
    }

    /** The same call's row, with another sum going back to what is available. */
    Booking reserving(NanoDollars other) {
        return new Booking(
                id, call, step, kind, line, operation, bookedAt, amounts, other, spent, saved, cause, price, origin);
    }

    /** Another row of the same call. */
    Booking then(int nextStep, Kind nextKind, Amounts charged, NanoDollars back, String why) {
        NanoDollars cost = nextKind == Kind.RELEASE ? NanoDollars.ZERO : charged.cost();
        return new Booking(
                0,
                call,
                nextStep,
                nextKind.label(),
                line,
                operation,
                bookedAt,
                charged,
                back,
                cost,
                saved,
                why,
                price,
                origin);
    }

    /** The same row, booked by nobody's journal at this time. */
    Booking withoutJournal(long now, String priced) {
        return new Booking(
                id,
                call,
                step,
                kind,
                line,
                operation,
                now,
                amounts,
                reserved,
                spent,
                saved,
                cause,
                priced,
                new Origin(origin.node(), origin.epoch(), 0));
    }

    /** A check sum over all that the row says, but for its id. */
    long digest() {
        RowBytes row = new RowBytes();
        for (String text : new String[] {
            call,
            kind,
            line.request(),
            line.tenant(),
            line.team(),
            line.app(),
            line.key(),
            line.user(),
            line.asked(),
            line.provider(),
            line.model(),
            operation,
            cause,
            price,
            origin.node()
        }) {
            row.putText(text, EntryCodec.MAX_TEXT);
        }
        for (long number : new long[] {
            step,
            line.attempt(),
            line.at(),
            bookedAt,
            amounts.input(),
            amounts.output(),
            amounts.cost().count(),
            reserved.count(),
            spent.count(),
            saved.count(),
            origin.epoch(),
            origin.sequence()
        }) {
            row.putLong(number);
        }
        CRC32C crc = new CRC32C();
        crc.update(row.array(), RowBytes.HEAD, row.length() - RowBytes.HEAD);
        return crc.getValue();
    }
}
