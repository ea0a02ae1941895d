package io.serai.processors.oidc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** SHA-256 of a whole token: what verified tokens are remembered by. */
record TokenHash(long a, long b, long c, long d) {

    /** Cloned for each token: {@code getInstance} would search the JDK's providers each time. */
    private static final MessageDigest SHA_256 = sha256();

    private static final int HEX = 16;

    static TokenHash of(String token) {
        // What is not Latin-1 becomes '?', which no verified token holds: it meets none of them.
        ByteBuffer digest = ByteBuffer.wrap(fresh().digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        return new TokenHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** The hash that {@link #text()} wrote. */
    static Optional<TokenHash> read(String text) {
        if (text.length() != 4 * HEX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TokenHash(part(text, 0), part(text, 1), part(text, 2), part(text, 3)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** 64 hexadecimal digits. */
    String text() {
        StringBuilder text = new StringBuilder(4 * HEX);
        for (long part : new long[] {a, b, c, d}) {
            String digits = Long.toHexString(part);
            text.append("0".repeat(HEX - digits.length())).append(digits);
        }
        return text.toString();
    }

    private static long part(String text, int index) {
        return Long.parseUnsignedLong(text, index * HEX, (index + 1) * HEX, 16);
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
