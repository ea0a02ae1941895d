package io.serai.processors.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How rows and seals lie in a journal: four bytes of length, four of CRC-32C, then a kind and what belongs to it. A frame that is cut off
 * or damaged is told by these.
 */
final class Frame {

    static final int HEADER = 8;
    static final int LONGEST = 1 << 20;

    private static final byte ROW = 'R';
    private static final byte SEAL = 'S';

    private Frame() {}

    static byte[] of(StoredRow row) {
        Encoder content = new Encoder().raw(new byte[] {ROW}).number(row.version());
        RowDigest.write(content, row);
        return framed(content.text(row.hash()));
    }

    static byte[] of(Seal seal) {
        Encoder content = new Encoder().raw(new byte[] {SEAL});
        return framed(seal.write(content).text(seal.signature()));
    }

    private static byte[] framed(Encoder content) {
        ByteBuffer written = content.written();
        ByteBuffer frame = ByteBuffer.allocate(HEADER + written.remaining());
        frame.putInt(written.remaining()).putInt(checksum(written.duplicate())).put(written);
        return frame.array();
    }

    static int checksum(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /** Either a row or a seal. */
    sealed interface Content {
        /** A row. */
        record Row(StoredRow row) implements Content {}

        /** A seal. */
        record Sealed(Seal seal) implements Content {}
    }

    /** @throws IllegalArgumentException where it is neither */
    static Content read(ByteBuffer content) {
        try {
            byte kind = content.get();
            if (kind == ROW) {
                return new Content.Row(row(content));
            }
            if (kind == SEAL) {
                return new Content.Sealed(seal(content));
            }
            throw new IllegalArgumentException("unknown kind " + kind);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("too short", e);
        }
    }

    private static StoredRow row(ByteBuffer in) {
        int version = (int) in.getLong();
        String chain = text(in);
        long number = in.getLong();
        long at = in.getLong();
        return new StoredRow(
                chain, number, version, at, text(in), text(in), text(in), text(in), text(in), text(in), text(in),
                text(in), text(in), text(in), text(in), text(in), text(in));
    }

    private static Seal seal(ByteBuffer in) {
        text(in);
        return new Seal(
                text(in),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                text(in),
                text(in),
                in.getLong(),
                text(in),
                text(in));
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a text is longer than its frame");
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
