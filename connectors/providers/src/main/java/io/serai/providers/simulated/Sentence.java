package io.serai.providers.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of a text and where it comes from.
 *
 * @param text at most {@link #LONGEST} characters and an ellipsis
 * @param source the heading or the {@code Source:} line that it stands under; may be empty
 */
record Sentence(String text, String source) {

    static final int LONGEST = 300;

    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.+)");
    private static final Pattern SOURCE =
            Pattern.compile("(?:source|document|file|title)\\s*\\d*\\s*:\\s*(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKET = Pattern.compile("\\[([^\\]]{1,80})\\]\\s*(.*)");
    private static final Pattern FILE = Pattern.compile("\\S*[./]\\w+");
    /** What another simulated answer begins with: it need not be said again. */
    private static final Pattern TAG = Pattern.compile("\\[simulated [^\\[\\]]{0,200}+\\]\\s*+");

    /** The sentences of plain text or Markdown, in their order. */
    static List<Sentence> in(String text) {
        Reader reader = new Reader();
        TAG.matcher(text).replaceAll("").lines().forEach(reader::line);
        reader.endParagraph();
        return reader.sentences;
    }

    /** The beginning of a text, cut between words where possible. */
    static String excerpt(String text, int longest) {
        String stripped = text.strip();
        if (stripped.length() <= longest) {
            return stripped;
        }
        int space = stripped.lastIndexOf(' ', longest);
        int end = space > longest / 2 ? space : longest;
        if (Character.isLowSurrogate(stripped.charAt(end))) {
            end--;
        }
        return stripped.substring(0, end) + "…";
    }

    private static final class Reader {
        private final List<Sentence> sentences = new ArrayList<>();
        private final StringBuilder paragraph = new StringBuilder();
        private String source = "";

        void line(String raw) {
            String line = raw.strip();
            if (line.isEmpty()) {
                endParagraph();
            } else if (!marksSource(line)) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
            }
        }

        private boolean marksSource(String line) {
            if (line.length() > LONGEST) {
                return false;
            }
            Matcher heading = HEADING.matcher(line);
            Matcher named = SOURCE.matcher(line);
            Matcher bracket = BRACKET.matcher(line);
            if (heading.matches()) {
                begin(heading.group(1));
            } else if (named.matches()) {
                begin(named.group(1));
            } else if (bracket.matches()) {
                String rest = bracket.group(2);
                // "[1] README.md" names a file, "[1] The inn opens." begins a passage, as does "[README.md]
                // Introduction".
                boolean name = FILE.matcher(rest).matches();
                begin(name ? rest : bracket.group(1));
                paragraph.append(name ? "" : rest);
            } else {
                return false;
            }
            return true;
        }

        private void begin(String named) {
            endParagraph();
            source = named.strip();
        }

        void endParagraph() {
            int start = 0;
            for (int i = 0; i < paragraph.length(); i++) {
                boolean last = i + 1 == paragraph.length();
                if (last
                        || (".!?".indexOf(paragraph.charAt(i)) >= 0 && paragraph.charAt(i + 1) == ' ')
                        || "。！？".indexOf(paragraph.charAt(i)) >= 0) {
                    add(paragraph.substring(start, i + 1));
                    start = i + 1;
                }
            }
            paragraph.setLength(0);
        }

        private void add(String text) {
            String sentence = excerpt(text, LONGEST);
            if (!sentence.isEmpty()) {
                sentences.add(new Sentence(sentence, source));
            }
        }
    }
}
