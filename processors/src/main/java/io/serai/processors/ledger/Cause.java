package io.serai.processors.ledger;

import java.util.Locale;

/** Why a call is charged what it is charged; {@code src/docs/charges.md} has the table. */
public enum Cause {
    /** The answer says what was used. */
    REPORTED,
    /** The answer is whole and does not say what was used. */
    ESTIMATED,
    /** The answer broke off, or nobody wanted the rest. */
    CUT,
    /** The provider refused or failed before there was any answer. */
    FAILED,
    /** The provider kept silent until time was up. */
    TIMEOUT,
    /** Nobody wanted the answer any more before there was any. */
    GIVEN_UP,
    /** A cache answered. */
    CACHED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The spelling in rows and APIs. */
    public String label() {
        return label;
    }
}
