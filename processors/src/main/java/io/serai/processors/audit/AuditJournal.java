package io.serai.processors.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a node that hold its rows and seals until they are elsewhere. A file begins with the seal that the last one ended with, so
 * that the newest is enough to go on. For one thread at a time, and for one process: the folder is locked.
 */
final class AuditJournal implements AutoCloseable {

    private static final String SUFFIX = ".audit";
    private static final int LONGEST_BEGINNING = 2048;

    private final Path folder;
    private final long fileSize;
    private final FileChannel lockFile;
    private final FileLock lock;

    private FileChannel file;
    private long position;
    private Seal lastSeal;
    private final List<StoredRow> unsealed = new ArrayList<>();

    /**
     * Opens the journal in a folder, or begins one.
     *
     * @param chain its name where it begins now
     * @param fileSize in bytes, after which another file is begun
     * @throws IOException where the folder is in use, can't be written, or holds what is no journal
     */
    AuditJournal(Path folder, String chain, long fileSize) throws IOException {
        this.folder = folder;
        this.fileSize = fileSize;
        Files.createDirectories(folder);
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = lock();
        lastSeal = Seal.beginning(chain);
        file = open();
    }

    private FileChannel open() throws IOException {
        List<Path> files = files(folder);
        for (int at = files.size() - 1; at >= 0; at--) {
            Path path = files.get(at);
            try (FrameReader frames = new FrameReader(path, 0)) {
                if (frames.next() instanceof Frame.Content.Sealed first) {
                    return resume(path, first.seal(), frames);
                }
            }
            if (at == 0 || Files.size(path) > LONGEST_BEGINNING) {
                throw new IOException(
                        "the audit journal " + path + " does not begin as one; move it away to begin anew");
            }
            // Killed while it was begun: the file before it has all that it would have.
            Files.delete(path);
        }
        return begin();
    }

    private FileLock lock() throws IOException {
        FileLock held;
        try {
            held = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            lockFile.close();
            throw new IOException("the audit journal in " + folder + " is in use by another process");
        }
        return held;
    }

    /** The files of a journal, oldest first. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Number of the seal that a file follows. */
    static long follows(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Named by the number of the seal it follows, so that names sort as they were begun. */
    private FileChannel begin() throws IOException {
        Path path = folder.resolve("%019d".formatted(lastSeal.number()) + SUFFIX);
        byte[] beginning = Frame.of(lastSeal);
        FileChannel begun = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            write(begun, 0, beginning);
            begun.force(true);
        } catch (IOException e) {
            begun.close();
            Files.deleteIfExists(path);
            throw e;
        }
        position = beginning.length;
        return begun;
    }

    private FileChannel resume(Path path, Seal first, FrameReader frames) throws IOException {
        lastSeal = first;
        for (Frame.Content frame = frames.next(); frame != null; frame = frames.next()) {
            take(frame);
        }
        position = frames.position();
        FileChannel resumed = FileChannel.open(path, StandardOpenOption.WRITE);
        // What a process was about to write when it was killed was told to nobody as written.
        resumed.truncate(position);
        return resumed;
    }

    private void take(Frame.Content frame) {
        if (frame instanceof Frame.Content.Row row) {
            unsealed.add(row.row());
        } else if (frame instanceof Frame.Content.Sealed sealed) {
            lastSeal = sealed.seal();
            unsealed.clear();
        }
    }

    String chain() {
        return lastSeal.chain();
    }

    Seal lastSeal() {
        return lastSeal;
    }

    /** Rows since the last seal. */
    List<StoredRow> unsealed() {
        return unsealed;
    }

    /** Number of the last row, 0 where there is none yet. */
    long lastNumber() {
        return lastSeal.last() + unsealed.size();
    }

    /** Hash of the last row. */
    String head() {
        return unsealed.isEmpty()
                ? lastSeal.head()
                : unsealed.get(unsealed.size() - 1).hash();
    }

    /**
     * Adds rows: all or, where this throws, none.
     *
     * @throws IOException where the disk is full or broken
     */
    void append(List<StoredRow> rows) throws IOException {
        int size = 0;
        List<byte[]> frames = new ArrayList<>(rows.size());
        for (StoredRow row : rows) {
            byte[] frame = Frame.of(row);
            frames.add(frame);
            size += frame.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        frames.forEach(all::put);
        add(all.array());
        unsealed.addAll(rows);
    }

    /**
     * Adds the seal about all rows since the last, and makes sure that all is on the disk.
     *
     * @throws IOException where it is not; nothing has been added then
     */
    void seal(Seal seal) throws IOException {
        long before = position;
        add(Frame.of(seal));
        try {
            file.force(false);
        } catch (IOException e) {
            position = before;
            file.truncate(before);
            throw e;
        }
        lastSeal = seal;
        unsealed.clear();
        if (position > fileSize) {
            turnPage();
        }
    }

    private void turnPage() throws IOException {
        FileChannel full = file;
        try {
            file = begin();
        } catch (IOException e) {
            // There is no room for another file: this one just grows on, as long as there is room at all.
            return;
        }
        full.close();
    }

    /** Returns when all that was added is on the disk. */
    void force() throws IOException {
        file.force(false);
    }

    private void add(byte[] bytes) throws IOException {
        try {
            write(file, position, bytes);
        } catch (IOException e) {
            file.truncate(position);
            throw e;
        }
        position += bytes.length;
    }

    private static void write(FileChannel to, long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer, at + buffer.position());
        }
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            file.close();
            lock.release();
        }
    }
}
