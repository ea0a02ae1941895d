package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes what nodes tell each other: a byte with the version of the format, then fields, each with its number and its length, so that a
 * node that does not know a field can step over it.
 */
public final class FrameWriter {

    /** Raised only where old nodes must not read what new ones write, and one release after all can read it. */
    public static final int VERSION = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    public FrameWriter() {
        this(VERSION);
    }

    FrameWriter(int version) {
        out.write(version);
    }

    public FrameWriter put(int field, long value) {
        number(field);
        number(length(value));
        number(value);
        return this;
    }

    public FrameWriter put(int field, String value) {
        return put(field, value.getBytes(UTF_8));
    }

    public FrameWriter put(int field, byte[] value) {
        number(field);
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    /** A frame within this one; of a field that is put several times all are kept, in their order. */
    public FrameWriter put(int field, FrameWriter value) {
        return put(field, value.bytes());
    }

    /** Fields as they were read. */
    FrameWriter putRaw(byte[] fields) {
        out.writeBytes(fields);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Seven bits a byte, the lowest first, the eighth set in all but the last. */
    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static int length(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
    }
}
