package io.serai.providers.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whom a fault hits.
 *
 * @param target {@code provider/model}, in which {@code *} stands for anything; empty for any
 * @param key the label of one of several keys; empty for any
 * @param share of these calls, above 0 and up to 1
 */
record Aim(Optional<String> target, Optional<String> key, double share) {

    boolean hits(String called, String by, RandomGenerator chance) {
        return target.filter(pattern -> !matches(pattern.split("\\*", -1), called))
                        .isEmpty()
                && key.filter(label -> !label.equals(by)).isEmpty()
                && (share >= 1 || chance.nextDouble() < share);
    }

    /** Whether the parts are found one after the other, the first at the beginning and the last at the end. */
    private static boolean matches(String[] parts, String text) {
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return text.equals(last);
        }
        int from = 0;
        for (int i = 0; i < parts.length - 1; i++) {
            int at = text.indexOf(parts[i], from);
            if (at < 0 || (i == 0 && at > 0)) {
                return false;
            }
            from = at + parts[i].length();
        }
        return text.length() - last.length() >= from && text.endsWith(last);
    }
}
