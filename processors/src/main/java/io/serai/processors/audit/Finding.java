package io.serai.processors.audit;

import java.util.Locale;

/**
 * Something about the audit log that is not as it was written.
 *
 * @param chain in which it is
 * @param number of the row, seal or anchor it is about
 * @param text what was expected and what was found
 */
public record Finding(Kind kind, String chain, long number, String text) {

    /** What is wrong; {@link #label} is its word in reports. */
    public enum Kind {
        /** A row is not what was hashed, or does not follow the row before it. */
        ROW_CHANGED,
        /** Rows are gone. */
        ROW_MISSING,
        /** A row stands where another one is already. */
        ROW_TWICE,
        /** A row that no seal is about. */
        ROW_UNSEALED,
        /** The rows do not end in the hash that was sealed. */
        HEAD_DIFFERS,
        /** None of the given keys has signed the seal. */
        SEAL_FORGED,
        /** Seals are gone. */
        SEAL_MISSING,
        /** A seal does not follow the one before it. */
        SEAL_BROKEN,
        /** The store's seal is another one than was anchored. */
        ANCHOR_DIFFERS,
        /** A seal has no anchor, though it has had the time. */
        ANCHOR_MISSING,
        /** The anchors themselves are out of order, or can't be read. */
        ANCHOR_BROKEN,
        /** The store ends before the anchors do. */
        CUT_OFF;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** One line for people. */
    public String line() {
        return kind.label() + ": chain " + chain + " at " + number + ": " + text;
    }
}
