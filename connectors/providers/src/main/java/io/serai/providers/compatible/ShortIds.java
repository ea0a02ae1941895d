package io.serai.providers.compatible;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of tool calls for services that take nine letters and digits. The same id always becomes the same, so that calls and results still
 * belong together; the client never sees it.
 */
final class ShortIds {

    private static final int LENGTH = 9;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ShortIds() {}

    static boolean fits(String id) {
        if (id.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = id.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    static String of(String id) {
        byte[] digest = sha256(id.getBytes(StandardCharsets.UTF_8));
        StringBuilder fitting = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            fitting.append(ALPHABET.charAt((digest[i] & 0xFF) % ALPHABET.length()));
        }
        return fitting.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
