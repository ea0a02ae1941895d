package io.serai.processors.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes rows, each over the hash of the one before it. Holds buffers: for one thread at a time. */
final class RowDigest {

    /** Of the encoding; another one needs another number, and old rows keep theirs. */
    static final int VERSION = 1;

    /** What the first row of a chain follows. */
    static final String BEGINNING = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final MessageDigest sha256 = sha256();
    private final Encoder encoder = new Encoder();

    /** The hash of a row, whatever hash it carries itself. */
    byte[] of(byte[] previous, StoredRow row) {
        encoder.clear().number(row.version()).raw(previous);
        write(encoder, row);
        sha256.update(encoder.written());
        return sha256.digest();
    }

    /** All that is hashed of a row but its version. */
    static void write(Encoder encoder, StoredRow row) {
        encoder.text(row.chain())
                .number(row.number())
                .number(row.at())
                .text(row.principal())
                .text(row.tenant())
                .text(row.key())
                .text(row.role())
                .text(row.action())
                .text(row.kind())
                .text(row.object())
                .text(row.objectTenant())
                .text(row.decision())
                .text(row.address())
                .text(row.request())
                .text(row.details());
    }

    static String hex(byte[] hash) {
        return HEX.formatHex(hash);
    }

    /** The bytes of a hash; none of a text that is no hash. */
    static byte[] bytes(String hex) {
        if (hex.length() != 64) {
            return new byte[0];
        }
        try {
            return HEX.parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Whether a text is a hash, in lower case: the text is compared, not only what it stands for. */
    static boolean same(byte[] hash, String hex) {
        if (hex.length() != hash.length * 2) {
            return false;
        }
        for (int at = 0; at < hash.length; at++) {
            if (hex.charAt(at * 2) != DIGITS[(hash[at] >> 4) & 0xf]
                    || hex.charAt(at * 2 + 1) != DIGITS[hash[at] & 0xf]) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
