package io.serai.processors.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of a journal: of one process at a time, and of one node for ever. */
final class JournalFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String NODE = "node";
    private static final String EPOCH = "epoch";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;
    private final Owner owner;
    private final List<Path> left;
    private long lastNumber;

    private JournalFolder(Path folder, FileChannel channel, FileLock lock, long now) throws IOException {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
        this.owner = new Owner(node(), epoch(now));
        this.left = segments();
        this.lastNumber = left.isEmpty() ? 0 : number(left.get(left.size() - 1));
    }

    /** @throws IOException also where another process has it open */
    static JournalFolder open(Path folder, long now) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(channel);
            return new JournalFolder(folder, channel, lock, now);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException alsoOpen) {
            throw new IOException("the ledger's journal is open in this process already", alsoOpen);
        }
        throw new IOException("the ledger's journal is open in another process: each node needs a folder of its own");
    }

    private String node() throws IOException {
        Path file = folder.resolve(NODE);
        if (!Files.exists(file)) {
            String id = Long.toString(new SecureRandom().nextLong() >>> 4, Character.MAX_RADIX);
            write(file, id);
        }
        return Files.readString(file).strip().toLowerCase(Locale.ROOT);
    }

    private long epoch(long now) throws IOException {
        Path file = folder.resolve(EPOCH);
        long last = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        long epoch = Math.max(now, last + 1);
        write(file, Long.toString(epoch));
        return epoch;
    }

    /** Whole or not at all. */
    private static void write(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(StandardCharsets.US_ASCII.encode(text));
            out.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path segment) {
        String name = segment.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - Segment.SUFFIX.length()));
    }

    Owner owner() {
        return owner;
    }

    /** Segments of earlier processes, in the order in which they were written. */
    List<Path> left() {
        return left;
    }

    /** A segment behind all others. */
    Segment create(int size) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "%012d%s", ++lastNumber, Segment.SUFFIX));
        return Segment.create(file, size);
    }

    /** How many bytes all segments have. */
    long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += file.toString().endsWith(Segment.SUFFIX) ? Files.size(file) : 0;
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
