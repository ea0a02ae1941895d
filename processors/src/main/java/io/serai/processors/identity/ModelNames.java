package io.serai.processors.identity;

import java.util.List;

/** Names of models, and beginnings of names with a {@code *} behind them. */
final class ModelNames {

    private ModelNames() {}

    /** Whether a name is among the patterns; every name is where there are none. */
    static boolean match(List<String> patterns, String name) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (matches(patterns.get(i), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String name) {
        int last = pattern.length() - 1;
        return isOpen(pattern) ? name.regionMatches(0, pattern, 0, last) : name.equals(pattern);
    }

    /** Whether all that a family's name stands for, or some of it, is among the patterns: {@code openai/*} where {@code openai/gpt-4o} is. */
    static boolean touch(List<String> patterns, String name) {
        if (match(patterns, name)) {
            return true;
        }
        return isOpen(name) && patterns.stream().anyMatch(pattern -> pattern.startsWith(start(name)));
    }

    /** Whether one list of patterns lets through all that the other lets through. */
    static boolean cover(List<String> wide, List<String> narrow) {
        return wide.isEmpty() || (!narrow.isEmpty() && narrow.stream().allMatch(pattern -> match(wide, pattern)));
    }

    private static boolean isOpen(String pattern) {
        return pattern.endsWith("*");
    }

    private static String start(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }
}
