package io.serai.processors.ledger;

import java.util.List;

/**
 * What a look at all of the ledger has found.
 *
 * @param rows that were looked at
 * @param open calls that have begun and not ended
 * @param findings at most so many of each kind as {@link Reconciler#MOST}; none where everything is as it should be
 */
public record Reconciliation(long rows, long open, List<Finding> findings) {

    public Reconciliation {
        findings = List.copyOf(findings);
    }

    public boolean isSound() {
        return findings.isEmpty();
    }

    /** What may be wrong. */
    public enum Fault {
        /** An account is not the sum of its rows. */
        BALANCE,
        /** A sum by the hour is not that of its rows. */
        HOUR,
        /** The accounts of a tenant do not sum up to 0. */
        UNBALANCED,
        /** The bookings of a call do not belong together: no reservation, or an end that leaves some of it reserved. */
        INCOMPLETE,
        /** A row is not as it was written. */
        ALTERED,
        /** A process has shipped more or fewer rows than there are. */
        MISSING
    }

    /**
     * One thing that is wrong.
     *
     * @param tenant whom it concerns; empty where that is not one
     * @param subject the account, call, row or process
     * @param expected in nano-dollars, or rows
     * @param found the same
     */
    public record Finding(Fault fault, String tenant, String subject, long expected, long found) {}
}
