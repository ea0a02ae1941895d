package io.serai.processors.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known words was meant. */
final class Spelling {

    private Spelling() {}

    /** {@code ; did you mean 'weight'?}, or nothing where no known word is near. */
    static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** At most a third of the letters may be wrong. */
    static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(written, word) * 3 <= Math.max(written.length(), word.length()))
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's: letters to insert, to drop or to change. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[before.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
