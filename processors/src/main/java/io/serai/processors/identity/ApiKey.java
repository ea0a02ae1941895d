package io.serai.processors.identity;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A key that callers show: {@code serai_}, 30 random Base62 digits (178 bits), and 6 that say whether it is spelled right. As in <a
 * href="https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/">GitHub's tokens</a>, a prefix
 * lets scanners find keys where they should not be, and the CRC32 of what stands before it, in Base62 with leading zeros, lets anybody tell
 * a key from a typing error without a look at any store.
 */
public final class ApiKey {

    /** What every key begins with. */
    public static final String PREFIX = "serai_";

    private static final int BODY = 30;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = PREFIX.length() + BODY + CHECKSUM;

    /** How much of the body may be told: what is left is still 154 bits. */
    private static final int HINT = 4;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new key that nobody else has. */
    public static ApiKey generate(SecureRandom random) {
        String body = PREFIX + Base62.random(BODY, random);
        StringBuilder text = new StringBuilder(body);
        long crc = crc(body);
        for (int i = 0; i < CHECKSUM; i++) {
            text.append(checkDigit(crc, i));
        }
        return new ApiKey(text.toString());
    }

    /** A key as it is shown; empty where it is none, or not spelled right. */
    public static Optional<ApiKey> parse(String text) {
        return isSpelledRight(text) ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** Whether a text claims to be one of ours, spelled right or not. */
    public static boolean claims(String text) {
        return text.startsWith(PREFIX);
    }

    private static boolean isSpelledRight(String text) {
        if (text.length() != LENGTH || !claims(text)) {
            return false;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        long crc = crc(text);
        for (int i = 0; i < CHECKSUM; i++) {
            if (text.charAt(LENGTH - CHECKSUM + i) != checkDigit(crc, i)) {
                return false;
            }
        }
        return true;
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < LENGTH - CHECKSUM; i++) {
            crc.update(text.charAt(i));
        }
        return crc.getValue();
    }

    /** @param place 0 for the first, which counts most */
    private static char checkDigit(long crc, int place) {
        long rest = crc;
        for (int i = CHECKSUM - 1; i > place; i--) {
            rest /= 62;
        }
        return Base62.digit((int) (rest % 62));
    }

    /** The key itself: to be shown once to whom it is given, and never to be kept. */
    public String text() {
        return text;
    }

    /** What may be kept and shown of it, so that its owner tells it from others: {@code serai_4fQz…}. */
    public String hint() {
        return text.substring(0, PREFIX.length() + HINT) + "…";
    }

    /** Does not tell it. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
