package io.serai.processors.ledger;

import java.util.Locale;

/** What a row of the ledger takes down. */
enum Kind {
    /** A call may begin, and cost at most this. */
    RESERVE(0),
    /** Its answer goes on, and may cost this much more. */
    EXTEND(1),
    /** It has ended, and costs this. */
    SETTLE(2),
    /** It has ended, and costs nothing. */
    RELEASE(3),
    /** What was booked at its end is put right. */
    ADJUST(4);

    private final byte code;
    private final String label = name().toLowerCase(Locale.ROOT);

    Kind(int code) {
        this.code = (byte) code;
    }

    /** What stands for it in journals, of other versions too. */
    byte code() {
        return code;
    }

    static Kind of(byte code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected a kind of booking, found " + code);
    }

    /** The spelling in SQL and in APIs. */
    String label() {
        return label;
    }
}
