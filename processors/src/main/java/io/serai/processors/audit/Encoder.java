package io.serai.processors.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts so that no two different sequences of them give the same bytes: every text is preceded by its length. */
final class Encoder {

    private byte[] bytes = new byte[1024];
    private int size;

    Encoder clear() {
        size = 0;
        return this;
    }

    Encoder number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    Encoder raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    Encoder text(String value) {
        int length = value.length();
        room(Integer.BYTES + length);
        int start = size + Integer.BYTES;
        for (int at = 0; at < length; at++) {
            char c = value.charAt(at);
            if (c >= 0x80) {
                return wide(value);
            }
            bytes[start + at] = (byte) c;
        }
        length(length);
        size += length;
        return this;
    }

    private Encoder wide(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length);
        length(utf8.length);
        return raw(utf8);
    }

    private void length(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** What has been written, valid until the next call. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }
}
