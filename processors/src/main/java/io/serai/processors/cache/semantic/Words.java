package io.serai.processors.cache.semantic;

import java.text.Normalizer;
import java.util.Locale;

/** Forms of words. Pure. */
final class Words {

    private Words() {}

    /** In lower case and in ASCII as far as possible; without a possessive ending. */
    static String folded(String written) {
        String lower = written.toLowerCase(Locale.ROOT).replace('’', '\'');
        if (lower.endsWith("'s")) {
            lower = lower.substring(0, lower.length() - 2);
        }
        return isAscii(lower) ? lower : withoutAccents(lower);
    }

    /**
     * What the forms of an English word have in common: {@code resetting}, {@code resets}, {@code reset}. Only good to compare words by:
     * it need not be one.
     */
    static String stem(String word) {
        String stem = withoutPlural(word);
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = withoutDouble(stem.substring(0, stem.length() - 3));
        } else if (stem.length() > 4 && stem.endsWith("ed") && !stem.endsWith("eed")) {
            stem = withoutDouble(stem.substring(0, stem.length() - 2));
        }
        return stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    /** What the forms of a German word have in common, roughly. */
    static String germanStem(String word) {
        for (String ending : new String[] {"ern", "em", "en", "er", "es", "e", "n", "s"}) {
            if (word.length() - ending.length() >= 4 && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    /** Whether two words differ as by a slip: two neighbouring letters in the wrong order, or one doubled or not. */
    static boolean isSlip(String one, String other) {
        if (Math.min(one.length(), other.length()) < 5) {
            return false;
        }
        int first = 0;
        while (first < one.length() && first < other.length() && one.charAt(first) == other.charAt(first)) {
            first++;
        }
        if (one.length() == other.length()) {
            return first + 1 < one.length()
                    && one.charAt(first) == other.charAt(first + 1)
                    && one.charAt(first + 1) == other.charAt(first)
                    && one.regionMatches(first + 2, other, first + 2, one.length() - first - 2);
        }
        String longer = one.length() > other.length() ? one : other;
        String shorter = one.length() > other.length() ? other : one;
        return longer.length() == shorter.length() + 1
                && first > 0
                && longer.charAt(first) == longer.charAt(first - 1)
                && longer.substring(first + 1).equals(shorter.substring(first));
    }

    /** Of a script without spaces between words. */
    static boolean isIdeographic(char c) {
        return c >= '\u2E80'
                && (Character.isIdeographic(c) || isWithin(c, '\u3040', '\u30FF') || isWithin(c, '\u0E00', '\u0E7F'));
    }

    private static boolean isWithin(char c, char first, char last) {
        return c >= first && c <= last;
    }

    private static String withoutPlural(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4
                && (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes"))) {
            return word.substring(0, length - 2);
        }
        boolean plural = length > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
        return plural ? word.substring(0, length - 1) : word;
    }

    private static String withoutDouble(String stem) {
        int length = stem.length();
        boolean doubled = length > 3
                && stem.charAt(length - 1) == stem.charAt(length - 2)
                && "lsz".indexOf(stem.charAt(length - 1)) < 0;
        return doubled ? stem.substring(0, length - 1) : stem;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static String withoutAccents(String text) {
        String spelled =
                text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        String apart = Normalizer.normalize(spelled, Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            if (Character.getType(apart.charAt(i)) != Character.NON_SPACING_MARK) {
                plain.append(apart.charAt(i));
            }
        }
        return plain.toString();
    }
}
