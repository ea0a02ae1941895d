package io.serai.processors.ledger;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a node journals, and how much.
 *
 * @param folder of this node alone, on a disk that outlives the process
 * @param segment bytes of one file
 * @param most bytes of all files together: what waits for a database that is away
 * @param sync how often rows are put on disk: what a power failure may cost at most. The death of the process alone costs nothing
 */
public record JournalSettings(Path folder, int segment, long most, Duration sync) {

    /** Of files; a segment holds at least a few of the longest rows. */
    static final int LEAST_SEGMENT = 256 * 1024;

    private static final int USUAL_SEGMENT = 8 * 1024 * 1024;
    private static final long USUAL_MOST = 2L * 1024 * 1024 * 1024;
    private static final Duration USUAL_SYNC = Duration.ofMillis(10);

    public JournalSettings {
        if (segment < LEAST_SEGMENT || most < 3L * segment) {
            throw new IllegalArgumentException("expected segments of the journal of at least " + LEAST_SEGMENT
                    + " bytes, and room for three of them; found " + segment + " and " + most);
        }
        if (sync.isNegative() || sync.isZero()) {
            throw new IllegalArgumentException("expected a time between syncs of the journal, found " + sync);
        }
    }

    /** As it is without settings. */
    public static JournalSettings in(Path folder) {
        return new JournalSettings(folder, USUAL_SEGMENT, USUAL_MOST, USUAL_SYNC);
    }
}
