package io.serai.processors.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one row of the journal while they are put together, with room for the row's head in front. Little endian. */
final class RowBytes {

    /** Length of the payload, check sum of what follows, sequence: 4, 4 and 8 bytes. */
    static final int HEAD = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int USUAL = 512;

    /** PostgreSQL takes no text with a NUL in it: a client could stop the ledger with one. */
    private static final byte NO_NUL = '?';

    private byte[] bytes = new byte[USUAL];
    private int length = HEAD;

    void putByte(byte value) {
        room(1);
        bytes[length++] = value;
    }

    void putLong(long value) {
        room(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** The text, cut to so many characters, after its length in bytes. */
    void putText(String text, int most) {
        String cut = text.length() <= most ? text : cut(text, most);
        int characters = cut.length();
        room(Short.BYTES + characters);
        int start = length + Short.BYTES;
        for (int i = 0; i < characters; i++) {
            char c = cut.charAt(i);
            if (c >= 0x80) {
                putUtf8(cut);
                return;
            }
            bytes[start + i] = c == 0 ? NO_NUL : (byte) c;
        }
        putShort(characters);
        length = start + characters;
    }

    /** Half a pair of surrogates is no character. */
    private static String cut(String text, int most) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private void putUtf8(String text) {
        byte[] encoded = text.replace('\0', (char) NO_NUL).getBytes(StandardCharsets.UTF_8);
        room(Short.BYTES + encoded.length);
        putShort(encoded.length);
        System.arraycopy(encoded, 0, bytes, length + Short.BYTES, encoded.length);
        length += Short.BYTES + encoded.length;
    }

    private void putShort(int value) {
        bytes[length] = (byte) value;
        bytes[length + 1] = (byte) (value >> Byte.SIZE);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    void head(int offset, int value) {
        INT.set(bytes, offset, value);
    }

    void head(int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    byte[] array() {
        return bytes;
    }

    /** With the head. */
    int length() {
        return length;
    }
}
