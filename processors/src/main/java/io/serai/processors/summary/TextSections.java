package io.serai.processors.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into sections as long as may be, since each costs a call: before a Markdown heading, else at the end of a paragraph, a
 * line, a sentence or a word, in this order of preference. Pure.
 */
final class TextSections {

    private static final String HEADING = "\n#";
    private static final List<String> ENDS = List.of("\n\n", "\n", ". ", " ");

    private TextSections() {}

    /** The sections, in their order, none longer than {@code maxLength} characters, which are at least 2. */
    static List<String> of(String text, int maxLength) {
        List<String> sections = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int rest = text.length() - start;
            int end = start + (rest <= maxLength ? rest : cut(text.substring(start, start + maxLength)));
            String section = text.substring(start, end).strip();
            if (!section.isEmpty()) {
                sections.add(section);
            }
            start = end;
        }
        return sections;
    }

    /** Where to cut, so that at least a third is left of what fits. */
    private static int cut(String fits) {
        int least = fits.length() / 3;
        int heading = fits.lastIndexOf(HEADING);
        if (heading > 0 && heading >= least) {
            return heading + 1;
        }
        for (String end : ENDS) {
            int at = fits.lastIndexOf(end);
            if (at >= least) {
                return at + end.length();
            }
        }
        return Character.isHighSurrogate(fits.charAt(fits.length() - 1)) ? fits.length() - 1 : fits.length();
    }
}
