package io.serai.processors.identity;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The one form in which keys are kept: HMAC-SHA-256 under a secret that is not kept with them. Comes out of {@link KeyHasher}. */
public final class KeyHash {

    /** In bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private KeyHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " bytes, found " + bytes.length);
        }
        this.bytes = bytes;
    }

    public static KeyHash of(byte[] bytes) {
        return new KeyHash(bytes.clone());
    }

    /** From {@link #hex()}. */
    public static KeyHash ofHex(String hex) {
        return new KeyHash(HexFormat.of().parseHex(hex));
    }

    /** Without a copy, of bytes that nobody else has. */
    static KeyHash owning(byte[] bytes) {
        return new KeyHash(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** As it is kept. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** In a time that does not depend on where two hashes differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    /** Any four bytes of a MAC are as good as a hash of it. */
    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    /** Does not tell it: a key's hash names the key to whoever can read the store. */
    @Override
    public String toString() {
        return "a key's hash";
    }
}
