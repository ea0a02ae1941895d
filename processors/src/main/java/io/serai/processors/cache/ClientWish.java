package io.serai.processors.cache;

import java.util.Locale;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of the caches on its way. {@code Cache-Control} as in <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1">RFC
 * 9111</a>: with {@code no-cache} nothing is given that was kept or is being made for somebody else, but the new answer is kept; with {@code
 * no-store} what was kept is given, but the call's own answer is neither kept nor given to others; with {@code max-age} what was kept is
 * given up to that age. What it does not know it leaves.
 *
 * @param reads whether it takes what was kept
 * @param writes whether what it is given may be kept
 * @param maxAge of what it takes, in milliseconds
 */
record ClientWish(boolean reads, boolean writes, long maxAge) {

    /** Header: {@code off} keeps all caches out. */
    static final String SWITCH = "x-serai-cache";
    /** Header: a text that is part of the key, by which a client keeps answers apart. */
    static final String KEY = "x-serai-cache-key";

    private static final String CONTROL = "cache-control";
    private static final String FAULT = "x-serai-fault";
    private static final String MAX_AGE = "max-age=";

    private static final ClientWish ANY = new ClientWish(true, true, Long.MAX_VALUE);
    private static final ClientWish NONE = new ClientWish(false, false, 0);

    static ClientWish of(Message message) {
        String fault = message.getHeader(FAULT, String.class);
        if (fault != null && !fault.isBlank()) {
            // What comes of a fault that a client has asked for is true for nobody.
            return NONE;
        }
        String told = message.getHeader(SWITCH, String.class);
        if (told != null && "off".equalsIgnoreCase(told.strip())) {
            return NONE;
        }
        String control = message.getHeader(CONTROL, String.class);
        return control == null ? ANY : ofControl(control);
    }

    /** Whether the cache is to keep out of it. */
    boolean isNone() {
        return !reads && !writes;
    }

    /** Whether it takes what is being made for others, and others may have what is made for it. */
    boolean shares() {
        return reads && writes;
    }

    private static ClientWish ofControl(String control) {
        boolean reads = true;
        boolean writes = true;
        long maxAge = Long.MAX_VALUE;
        for (String directive : control.toLowerCase(Locale.ROOT).split(",", 16)) {
            String word = directive.strip();
            if (word.equals("no-cache")) {
                reads = false;
            } else if (word.equals("no-store")) {
                writes = false;
            } else if (word.startsWith(MAX_AGE)) {
                maxAge = Math.min(maxAge, millis(word.substring(MAX_AGE.length())));
            }
        }
        // What is no older than nothing is what was never kept.
        return new ClientWish(reads && maxAge > 0, writes, maxAge);
    }

    /** What is no number is taken for zero, as RFC 9111 asks of whoever can't read a freshness: then nothing kept is given. */
    private static long millis(@Nullable String seconds) {
        try {
            return Math.min(Math.max(0, Long.parseLong(String.valueOf(seconds).replace("\"", ""))), 1L << 40) * 1000;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
