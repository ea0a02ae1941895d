package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;

/**
 * Two questions of which is known whether they mean the same.
 *
 * @param kind what makes them alike or different, such as {@code paraphrase} or {@code number}
 */
public record QuestionPair(Label label, String kind, String one, String other) {

    /** Whether the answer to one is an answer to the other. */
    public enum Label {
        SAME,
        DIFFERENT
    }

    /** Those of this project. */
    public static List<QuestionPair> published() {
        return read(Lexicon.lines("question-pairs"));
    }

    /**
     * Reads pairs: one a line, {@code same} or {@code different}, kind and both questions with a {@code |} between them; lines that begin
     * with {@code #} are comments.
     *
     * @throws IllegalArgumentException naming the line that is none
     */
    public static List<QuestionPair> read(List<String> lines) {
        List<QuestionPair> pairs = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                pairs.add(read(line, i + 1));
            }
        }
        return pairs;
    }

    private static QuestionPair read(String line, int number) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf('|'); at >= 0; at = line.indexOf('|', from)) {
            parts.add(line.substring(from, at).strip());
            from = at + 1;
        }
        parts.add(line.substring(from).strip());
        boolean labelled = parts.get(0).equals("same") || parts.get(0).equals("different");
        if (parts.size() != 4 || !labelled) {
            throw new IllegalArgumentException(
                    "line " + number + ": expected 'same' or 'different' | kind | question | question");
        }
        Label label = parts.get(0).equals("same") ? Label.SAME : Label.DIFFERENT;
        return new QuestionPair(label, parts.get(1), parts.get(2), parts.get(3));
    }
}
