package io.serai.processors.cache.semantic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a question asks for: a person, a time, a cause, whether one may.
 *
 * @param name one word; {@link #UNSAID} where it does not say
 * @param said where in the question the word is that says so beside the question word, such as <i>year</i> in "what year"; -1 where none is
 */
record QuestionKind(String name, int said) {

    static final String UNSAID = "unsaid";
    static final String THING = "thing";
    static final String MANNER = "manner";
    static final String QUANTITY = "quantity";

    private static final String DIFFERENCE = "difference";

    private static final Map<String, String> WORDS = kinds("questions");
    /** Nouns that make another question of what and which: "what year" is when. */
    private static final Map<String, String> NOUNS = kinds("question-nouns");

    private static final Map<String, String> AFTER_HOW = kinds("question-measures");
    private static final Map<String, String> AUXILIARIES = kinds("auxiliaries");
    private static final Set<String> FILLERS = Lexicon.words("fillers");
    private static final Set<String> POLITE = Set.of("you", "sie", "du", "someone", "please", "bitte", "u");
    /** Question words that also join sentences: "… when I log in". */
    private static final Set<String> JOINING = Set.of("when", "where", "which", "who", "wo", "wie");

    private static final Set<String> DIFFERING = Set.of("differ", "differs", "unterscheiden", "unterscheidet");
    /** How many words after what and which may come before the noun. */
    private static final int NEAR = 6;

    static QuestionKind of(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            String kind = WORDS.get(tokens.get(i).word());
            if (kind != null && !joins(tokens, i)) {
                return narrowed(kind, tokens, i);
            }
        }
        // "The reason for", "the price of": what is asked for without a question word.
        QuestionKind noun = ofNoun(tokens, 0, UNSAID);
        return noun.said < 0 ? yesOrNo(tokens) : noun;
    }

    private static boolean joins(List<Token> tokens, int at) {
        return at > 0
                && JOINING.contains(tokens.get(at).word())
                && AUXILIARIES.containsKey(tokens.get(0).word())
                && !POLITE.contains(tokens.get(1).word());
    }

    private static QuestionKind narrowed(String kind, List<Token> tokens, int at) {
        if (kind.equals(MANNER)) {
            return manner(tokens, at);
        }
        return kind.equals(THING) ? ofNoun(tokens, at + 1, THING) : new QuestionKind(kind, -1);
    }

    private static QuestionKind manner(List<Token> tokens, int at) {
        if (tokens.stream().anyMatch(token -> DIFFERING.contains(token.word()))) {
            return new QuestionKind(DIFFERENCE, -1);
        }
        String measure =
                at + 1 < tokens.size() ? AFTER_HOW.get(tokens.get(at + 1).word()) : null;
        if (measure == null) {
            return new QuestionKind(MANNER, -1);
        }
        // "How much is 15 % of 200" is what it is.
        boolean sum = measure.equals(QUANTITY)
                && at + 3 < tokens.size()
                && tokens.get(at + 3).kind() == Token.Kind.NUMBER;
        return new QuestionKind(sum ? THING : measure, at + 1);
    }

    /** By the first word that says something. */
    private static QuestionKind ofNoun(List<Token> tokens, int from, String otherwise) {
        for (int i = from; i < Math.min(tokens.size(), from + NEAR); i++) {
            String noun = NOUNS.get(tokens.get(i).word());
            if (noun != null) {
                return new QuestionKind(noun, noun.equals(DIFFERENCE) ? -1 : i);
            }
            if (!FILLERS.contains(tokens.get(i).word())) {
                break;
            }
        }
        return new QuestionKind(otherwise, -1);
    }

    private static QuestionKind yesOrNo(List<Token> tokens) {
        String auxiliary =
                tokens.isEmpty() ? null : AUXILIARIES.get(tokens.get(0).word());
        boolean request = tokens.size() > 1 && POLITE.contains(tokens.get(1).word());
        return new QuestionKind(auxiliary == null || request ? UNSAID : "whether-" + auxiliary, -1);
    }

    /** A line has a kind and the words for it. */
    private static Map<String, String> kinds(String list) {
        Map<String, String> kinds = new HashMap<>();
        for (String line : Lexicon.lines(list)) {
            List<String> parts = Lexicon.split(line);
            parts.subList(1, parts.size()).forEach(word -> kinds.put(word, parts.get(0)));
        }
        return Map.copyOf(kinds);
    }
}
