package io.serai.processors.ledger;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory: what is put into it survives the death of the process without a system call. Its bytes
 * are written once when it is made, so that a full disk shows then, and not as a fault of memory when a call is booked. Rows are put in
 * by one thread at a time; others may read what {@link #end} covers.
 */
final class Segment {

    static final String SUFFIX = ".journal";
    /** Where rows begin. */
    static final int FIRST_ROW = 256;
    /** Rows begin at multiples of it, so that they are found again behind a damaged one. */
    static final int ALIGNMENT = 8;

    static final long MAGIC = 0x314C4A_4941524553L;

    private static final int AT_EPOCH = 8;
    private static final int AT_FIRST = 16;
    private static final int AT_NODE = 24;
    private static final int CHUNK = 64 * 1024;
    private static final VarHandle LENGTH = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MappedByteBuffer bytes;
    private final CRC32C crc = new CRC32C();
    private volatile int end = FIRST_ROW;
    private volatile boolean closed;
    private int forced;

    private Segment(Path file, MappedByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static Segment create(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            for (long written = 0; written < size; ) {
                zeros.clear().limit((int) Math.min(CHUNK, size - written));
                written += channel.write(zeros, written);
            }
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            map.order(ByteOrder.LITTLE_ENDIAN);
            return new Segment(file, map);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** From now on it takes rows of this owner. */
    void begin(Owner owner, long firstSequence) {
        byte[] node = owner.node().getBytes(StandardCharsets.US_ASCII);
        bytes.putLong(AT_EPOCH, owner.epoch());
        bytes.putLong(AT_FIRST, firstSequence);
        bytes.putInt(AT_NODE, node.length);
        bytes.put(AT_NODE + Integer.BYTES, node, 0, node.length);
        bytes.putLong(0, MAGIC);
    }

    /** How many bytes a row takes. */
    static int size(int rowLength) {
        return (rowLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    int room() {
        return bytes.capacity() - end;
    }

    /** Puts a row behind the others; there must be {@link #room()} for it. */
    void append(RowBytes row, long sequence) {
        int at = end;
        row.head(Integer.BYTES * 2, sequence);
        crc.reset();
        crc.update(row.array(), 2 * Integer.BYTES, row.length() - 2 * Integer.BYTES);
        row.head(Integer.BYTES, (int) crc.getValue());
        bytes.put(at + Integer.BYTES, row.array(), Integer.BYTES, row.length() - Integer.BYTES);
        // Last: a process that dies before this line has left no row at all
        LENGTH.setRelease((ByteBuffer) bytes, at, row.length() - RowBytes.HEAD);
        end = at + size(row.length());
    }

    /** No more rows come. */
    void finish() {
        closed = true;
    }

    /** Where the next row will be. */
    int end() {
        return end;
    }

    boolean isFinished() {
        return closed;
    }

    /** Puts on disk what has come since the last time. Called by one thread only. */
    void force() {
        int upTo = end;
        if (upTo > forced) {
            bytes.force(forced, upTo - forced);
            forced = upTo;
        }
    }

    /** Its bytes, to be read by one other thread. */
    ByteBuffer view() {
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    Path file() {
        return file;
    }

    /** Whose rows a file holds; empty where it holds none. */
    static Optional<Head> head(ByteBuffer file) {
        if (file.capacity() < FIRST_ROW || file.getLong(0) != MAGIC) {
            return Optional.empty();
        }
        int length = file.getInt(AT_NODE);
        if (length <= 0 || length > FIRST_ROW - AT_NODE - Integer.BYTES) {
            return Optional.empty();
        }
        byte[] node = new byte[length];
        file.get(AT_NODE + Integer.BYTES, node);
        return Optional.of(new Head(
                new Owner(new String(node, StandardCharsets.US_ASCII), file.getLong(AT_EPOCH)),
                file.getLong(AT_FIRST)));
    }

    /**
     * The head of a segment's file.
     *
     * @param first sequence of its first row
     */
    record Head(Owner owner, long first) {}
}
