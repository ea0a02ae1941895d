package io.serai.processors.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of an installation, all derived from one, the pepper, by HKDF with SHA-256 (<a
 * href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>). To know one of them tells nothing of the others. Immutable.
 */
public final class Secrets {

    /** What a pepper has at least, in bytes. */
    public static final int SHORTEST_PEPPER = 32;

    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK = 32;

    /** A salt makes it another function than any that somebody else derives from the same secret; it is no secret itself. */
    private static final byte[] SALT = "serai".getBytes(US_ASCII);

    private final byte[] extracted;

    private Secrets(byte[] extracted) {
        this.extracted = extracted;
    }

    /** @throws IllegalArgumentException where it is too short */
    public static Secrets of(byte[] pepper) {
        if (pepper.length < SHORTEST_PEPPER) {
            throw new IllegalArgumentException(
                    "expected a pepper of " + SHORTEST_PEPPER + " bytes or more, found " + pepper.length);
        }
        return new Secrets(extract(SALT, pepper));
    }

    /**
     * The secret for a purpose: always the same for the same pepper.
     *
     * @param length in bytes
     */
    public byte[] derive(Purpose purpose, int length) {
        return expand(extracted, purpose.label().getBytes(US_ASCII), length);
    }

    /** Tells whether two nodes, or a node and its store, have the same pepper; tells nothing else of it. */
    public String fingerprint() {
        return HexFormat.of().formatHex(derive(Purpose.FINGERPRINT, 8));
    }

    /** RFC 5869, 2.2. */
    static byte[] extract(byte[] salt, byte[] secret) {
        return mac(salt).doFinal(secret);
    }

    /** RFC 5869, 2.3. */
    static byte[] expand(byte[] extracted, byte[] info, int length) {
        if (length < 1 || length > 255 * BLOCK) {
            throw new IllegalArgumentException("expected 1 to " + 255 * BLOCK + " bytes, found " + length);
        }
        Mac mac = mac(extracted);
        byte[] all = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
        byte[] block = {};
        for (int i = 0; i * BLOCK < length; i++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) (i + 1));
            block = mac.doFinal();
            System.arraycopy(block, 0, all, i * BLOCK, BLOCK);
        }
        return Arrays.copyOf(all, length);
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    /** Does not tell them. */
    @Override
    public String toString() {
        return "secrets";
    }
}
