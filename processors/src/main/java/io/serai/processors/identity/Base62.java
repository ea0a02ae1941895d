package io.serai.processors.identity;

import java.util.Random;

/** Digits and letters: no sign that a double click, a URL or a shell takes apart. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The largest number of values of a byte that all digits share evenly. */
    private static final int EVEN = 256 / 62 * 62;

    private Base62() {}

    /** So many digits, each as likely as any other. */
    static String random(int digits, Random random) {
        StringBuilder text = new StringBuilder(digits);
        byte[] bytes = new byte[digits + 16];
        while (text.length() < digits) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < digits; i++) {
                int value = bytes[i] & 0xff;
                if (value < EVEN) {
                    text.append(DIGITS.charAt(value % 62));
                }
            }
        }
        return text.toString();
    }

    /** The digit of a value below 62. */
    static char digit(int value) {
        return DIGITS.charAt(value);
    }

    static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
