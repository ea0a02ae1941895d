package io.serai.providers.simulated;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a text: runs of letters and digits in lower case, each ideograph by itself. */
final class Words {

    /** English words that say little about a text's subject. */
    private static final Set<String> COMMON =
            Set.of(("a about after all also am an and any are as at be been but by can could did do"
                            + " does each for from get give given had has have he her here him his how i if in into is it its just let like"
                            + " make may me more most my no not now of on one only or other our out over please returns said say set she"
                            + " should so some such tell than that the their them then there these they this those to tool function too up"
                            + " us use used using very want was we were what when where which while who why will with would you your")
                    .split(" "));

    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int i = 0; i < lower.length(); ) {
            int point = lower.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean ideograph = Character.isIdeographic(point);
            boolean inWord = !ideograph && Character.isLetterOrDigit(point);
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(lower.substring(start, i));
                start = -1;
            }
            if (ideograph) {
                words.add(lower.substring(i, next));
            }
            i = next;
        }
        if (start >= 0) {
            words.add(lower.substring(start));
        }
        return words;
    }

    /** The words that say what the text is about, singular and plural alike. */
    static Set<String> significant(String text) {
        Set<String> significant = new LinkedHashSet<>();
        for (String word : of(text)) {
            if (!isCommon(word)) {
                significant.add(singular(word));
            }
        }
        return significant;
    }

    static boolean isCommon(String word) {
        return COMMON.contains(word) || (word.length() < 2 && !Character.isIdeographic(word.charAt(0)));
    }

    /** English plurals without exceptions: good enough to find a word again. */
    static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
