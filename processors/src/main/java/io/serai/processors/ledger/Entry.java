package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;

/**
 * One booking, as a node journals it.
 *
 * @param call the number of the call among those of its process
 * @param ordinal which of the extensions of its call, from 1; 0 where it is none
 * @param amounts what is reserved, or what is charged
 * @param reserved by how much the sum of what is reserved changes: at the end all of the call's is given back
 * @param saved what a cache has saved
 * @param bookedAt in milliseconds since the epoch
 */
record Entry(
        Kind kind,
        long call,
        int ordinal,
        Line line,
        Amounts amounts,
        NanoDollars reserved,
        NanoDollars saved,
        String cause,
        String price,
        long bookedAt) {

    /** The place of a call's end among its bookings: after all extensions, so that a call has one end, whatever kind. */
    static final int END = 1_000_000;

    /** Which of the bookings of its call it is: no call has two of the same. */
    int step() {
        return switch (kind) {
            case RESERVE -> 0;
            case EXTEND -> ordinal;
            case SETTLE, RELEASE -> END;
            case ADJUST -> END + 1 + ordinal;
        };
    }

    /** What its tenant has spent by it. */
    NanoDollars spent() {
        return kind == Kind.SETTLE || kind == Kind.ADJUST ? amounts.cost() : NanoDollars.ZERO;
    }
}
