package io.serai.processors.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads sealed batches off a journal that somebody else is writing, in their order. For one thread. */
final class JournalCursor implements AutoCloseable {

    private final Path folder;
    private long after;
    private @Nullable Path path;
    private long position;
    private @Nullable FrameReader frames;

    /** @param after number of the seal up to which batches are passed over */
    JournalCursor(Path folder, long after) {
        this.folder = folder;
        this.after = after;
    }

    /** Number of the seal that was read last. */
    long after() {
        return after;
    }

    /**
     * The next batch. To be called while there is one, that is, while a seal with a greater number than {@link #after} was written: what
     * can't be read then never will be, and is passed over.
     *
     * @throws IOException where the journal has none, or can't be read just now
     */
    SealedBatch next() throws IOException {
        List<StoredRow> rows = new ArrayList<>();
        while (true) {
            Frame.Content frame = reader().next();
            if (frame instanceof Frame.Content.Row row) {
                rows.add(row.row());
            } else if (frame instanceof Frame.Content.Sealed sealed) {
                position = reader().position();
                Seal seal = sealed.seal();
                if (seal.number() > after) {
                    after = seal.number();
                    return new SealedBatch(seal, rows);
                }
                rows.clear();
            } else {
                rows.clear();
                turnPage();
            }
        }
    }

    private FrameReader reader() throws IOException {
        FrameReader open = frames;
        if (open == null) {
            Path from = path == null ? first() : path;
            open = new FrameReader(from, position);
            path = from;
            frames = open;
        }
        return open;
    }

    /** The last file that can hold the batch. */
    private Path first() throws IOException {
        Path found = null;
        for (Path file : AuditJournal.files(folder)) {
            if (found == null || AuditJournal.follows(file) <= after) {
                found = file;
            }
        }
        if (found == null) {
            throw new IOException("there is no audit journal in " + folder);
        }
        return found;
    }

    private void turnPage() throws IOException {
        for (Path file : AuditJournal.files(folder)) {
            if (path == null || file.compareTo(path) > 0) {
                close();
                path = file;
                position = 0;
                return;
            }
        }
        close();
        throw new IOException("the audit journal in " + folder + " ends before seal " + (after + 1));
    }

    /** Lets go of the file; goes on where it was. */
    @Override
    public void close() throws IOException {
        FrameReader open = frames;
        frames = null;
        if (open != null) {
            open.close();
        }
    }
}
