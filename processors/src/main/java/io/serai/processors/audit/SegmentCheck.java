package io.serai.processors.audit;

import io.serai.processors.audit.Finding.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Checks the rows below some seals that follow each other, and the seals' signatures. Each seal starts anew from what was signed. */
final class SegmentCheck {

    private final List<Seal> seals;
    private final Optional<SealKeys> keys;
    private final Findings findings;
    private final RowDigest digest = new RowDigest();

    private int current = -1;
    private long expected;
    private byte[] previous = {};
    private boolean whole;
    private long rows;

    /** @param seals in the order of their numbers, at least one */
    SegmentCheck(List<Seal> seals, Optional<SealKeys> keys, Findings findings) {
        this.seals = List.copyOf(seals);
        this.keys = keys;
        this.findings = findings;
    }

    /** Returns how many rows there were. */
    long run(AuditSource source) throws SQLException {
        keys.ifPresent(this::checkSignatures);
        Seal first = seals.get(0);
        begin();
        source.rows(first.chain(), first.first(), seals.get(seals.size() - 1).last(), this::check);
        while (current < seals.size()) {
            end();
            begin();
        }
        return rows;
    }

    private void checkSignatures(SealKeys known) {
        for (Seal seal : seals) {
            if (!known.verify(seal)) {
                findings.add(
                        Kind.SEAL_FORGED,
                        seal.chain(),
                        seal.number(),
                        "the seal about rows " + seal.first() + " to " + seal.last() + " is not signed by a known key");
            }
        }
    }

    private void begin() {
        current++;
        if (current < seals.size()) {
            Seal seal = seals.get(current);
            expected = seal.first();
            previous = RowDigest.bytes(seal.previous());
            whole = true;
        }
    }

    private void check(StoredRow row) {
        rows++;
        while (current < seals.size() && row.number() > seals.get(current).last()) {
            end();
            begin();
        }
        if (row.number() > expected) {
            missing(row.chain(), row.number() - 1);
        } else if (row.number() < expected) {
            findings.add(Kind.ROW_TWICE, row.chain(), row.number(), "expected row " + expected);
            return;
        }
        byte[] hash = digest.of(previous, row);
        if (RowDigest.same(hash, row.hash())) {
            previous = hash;
        } else {
            // After a gap the hash before is unknown: what the gap hides has been told already.
            if (whole) {
                findings.add(Kind.ROW_CHANGED, row.chain(), row.number(), "its hash is not that of what it says");
            }
            previous = RowDigest.bytes(row.hash());
        }
        whole = true;
        expected = row.number() + 1;
    }

    private void missing(String chain, long last) {
        whole = false;
        findings.add(
                Kind.ROW_MISSING,
                chain,
                expected,
                last == expected ? "the row is gone" : "the rows up to " + last + " are gone");
    }

    private void end() {
        Seal seal = seals.get(current);
        if (expected <= seal.last()) {
            missing(seal.chain(), seal.last());
        } else if (!RowDigest.hex(previous).equals(seal.head())) {
            findings.add(
                    Kind.HEAD_DIFFERS,
                    seal.chain(),
                    seal.last(),
                    "seal " + seal.number() + " says otherwise how it ends");
        }
    }
}
