package io.serai.processors.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a Markdown text into passages: at each heading, and within a section at the ends of paragraphs, lines, sentences or words,
 * in this order of preference, so that none exceeds {@value #MAX_LENGTH} characters. A number sign in a code block is no heading.
 */
public final class MarkdownSections {

    /** About 300 tokens: several passages fit in front of a question, and one still tells a whole thought. */
    public static final int MAX_LENGTH = 1200;

    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})[ \\t]+(.*?)[ \\t]*#*[ \\t]*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
    private static final List<String> SEAMS = List.of("\n\n", "\n", ". ", " ");

    private final String source;
    private final List<Passage> passages = new ArrayList<>();
    private final String[] headings = new String[6];
    private final StringBuilder section = new StringBuilder();

    private MarkdownSections(String source) {
        this.source = source;
        Arrays.fill(headings, "");
    }

    /** The passages of a text, in its order. */
    public static List<Passage> of(String source, String markdown) {
        MarkdownSections sections = new MarkdownSections(source);
        sections.read(markdown);
        return List.copyOf(sections.passages);
    }

    private void read(String markdown) {
        String fence = "";
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            Matcher mark = FENCE.matcher(line);
            Matcher heading = HEADING.matcher(line);
            if (mark.matches()) {
                fence = afterFence(fence, mark.group(1));
            } else if (fence.isEmpty() && heading.matches()) {
                endSection();
                enter(heading.group(1).length(), heading.group(2));
                continue;
            }
            section.append(line.stripTrailing()).append('\n');
        }
        endSection();
    }

    /** A code block ends with at least as many of the marks that it began with. */
    private static String afterFence(String open, String mark) {
        if (open.isEmpty()) {
            return mark;
        }
        return mark.startsWith(open) ? "" : open;
    }

    private void enter(int level, String heading) {
        headings[level - 1] = heading;
        Arrays.fill(headings, level, headings.length, "");
    }

    private void endSection() {
        String trail = String.join(
                " > ", Arrays.stream(headings).filter(h -> !h.isEmpty()).toList());
        String rest = section.toString().strip();
        section.setLength(0);
        while (!rest.isEmpty()) {
            int end = rest.length() <= MAX_LENGTH ? rest.length() : seam(rest);
            passages.add(new Passage(source, trail, rest.substring(0, end).strip()));
            rest = rest.substring(end).strip();
        }
    }

    /** The last seam of the best kind that leaves at least a third of what fits. */
    private static int seam(String text) {
        for (String seam : SEAMS) {
            int at = text.lastIndexOf(seam, MAX_LENGTH - seam.length());
            if (at >= MAX_LENGTH / 3) {
                return at + seam.length();
            }
        }
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }
}
