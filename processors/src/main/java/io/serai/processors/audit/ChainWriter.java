package io.serai.processors.audit;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Gives events their place in a chain and hashes, journals and seals them. For one thread. */
final class ChainWriter {

    private final AuditJournal journal;
    private final SealSigner signer;
    private final Clock clock;
    private final RowDigest digest = new RowDigest();

    ChainWriter(AuditJournal journal, SealSigner signer, Clock clock) {
        this.journal = journal;
        this.signer = signer;
        this.clock = clock;
    }

    /** @throws IOException where none of them was written */
    void write(List<Told> events) throws IOException {
        List<StoredRow> rows = new ArrayList<>(events.size());
        byte[] previous = RowDigest.bytes(journal.head());
        long number = journal.lastNumber();
        for (Told told : events) {
            number++;
            StoredRow row = StoredRow.of(journal.chain(), number, told.at(), told.event());
            previous = digest.of(previous, row);
            rows.add(row.hashed(RowDigest.hex(previous)));
        }
        journal.append(rows);
    }

    /** Makes sure that what was written is on the disk. */
    void force() throws IOException {
        journal.force();
    }

    int unsealed() {
        return journal.unsealed().size();
    }

    /**
     * Seals what was written since the last seal.
     *
     * @return the number of the last seal
     */
    long seal() throws IOException {
        Seal last = journal.lastSeal();
        if (unsealed() == 0) {
            return last.number();
        }
        Seal seal = signer.sign(new Seal(
                journal.chain(),
                last.number() + 1,
                last.last() + 1,
                journal.lastNumber(),
                last.head(),
                journal.head(),
                clock.millis(),
                "",
                ""));
        journal.seal(seal);
        return seal.number();
    }
}
