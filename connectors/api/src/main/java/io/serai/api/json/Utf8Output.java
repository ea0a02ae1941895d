package io.serai.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON's tokens as bytes in one growing array. */
final class Utf8Output {

    private static final int FIRST_SIZE = 1024;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    /** The most that one char becomes, as in {@code \}{@code u001F}. */
    private static final int LONGEST_CHAR = 6;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** By character: 0 where it stands for itself, else what follows the backslash. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void raw(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** Characters that are all ASCII and need no escape. */
    void raw(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    void raw(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    /** A text in quotes. */
    void string(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] target = bytes;
        int at = size;
        target[at++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPES[c] != 0) {
                break;
            }
            target[at++] = (byte) c;
            i++;
        }
        size = at;
        if (i < length) {
            rest(text, i);
        }
        raw('"');
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void rest(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            reserve(LONGEST_CHAR);
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isSurrogate(c)) {
                i++;
                pair(c, i < length ? text.charAt(i) : ' ');
            } else {
                bytes[size++] = (byte) (0xE0 | (c >> 12));
                bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            }
        }
    }

    private void ascii(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            bytes[size++] = (byte) c;
            return;
        }
        bytes[size++] = '\\';
        bytes[size++] = escape;
        if (escape == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 0xF];
        }
    }

    private void pair(char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new IllegalArgumentException(
                    "expected Unicode text, found a lone surrogate, which has no form in UTF-8");
        }
        int point = Character.toCodePoint(high, low);
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > LARGEST) {
            throw new IllegalArgumentException("expected data of at most " + LARGEST + " bytes of JSON");
        }
        // Room for what comes after a large array, which is copied in one go: else a small rest would double it all.
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed + FIRST_SIZE, 2L * bytes.length)));
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
