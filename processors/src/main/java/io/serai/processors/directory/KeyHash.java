package io.serai.processors.directory;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The HMAC-SHA-256 of a key's secret: 32 bytes that are fast to compare, and of no use to whoever reads them. */
public record KeyHash(long a, long b, long c, long d) {

    private static final int BYTES = 32;

    /** @throws IllegalArgumentException where these are not 32 bytes */
    public static KeyHash of(byte[] mac) {
        if (mac.length != BYTES) {
            throw new IllegalArgumentException("expected 32 bytes, found " + mac.length);
        }
        ByteBuffer in = ByteBuffer.wrap(mac);
        return new KeyHash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** The hash that {@link #text()} has written. */
    public static KeyHash parse(String text) {
        return of(HexFormat.of().parseHex(text));
    }

    /** 64 hexadecimal digits. */
    public String text() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putLong(a).putLong(b).putLong(c).putLong(d);
        return HexFormat.of().formatHex(out.array());
    }

    @Override
    public String toString() {
        return "KeyHash";
    }
}
