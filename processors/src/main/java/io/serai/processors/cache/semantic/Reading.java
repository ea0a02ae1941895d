package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question as those read it who look for what speaks against a match. Immutable.
 *
 * @param text as it was written
 * @param tokens in their order
 * @param language in which it is, as far as its small words tell: {@code en}, {@code de}; or the script; empty where they don't
 * @param kind what it asks for
 * @param content what it is about: the words that carry meaning, each by its stem or by the word that stands for all that mean the same;
 *     without numbers
 */
record Reading(String text, List<Token> tokens, String language, QuestionKind kind, List<String> content) {

    private static final Set<String> FILLERS = Lexicon.words("fillers");
    private static final Map<String, String> SYNONYMS = synonyms();
    /** "How much does it cost" is "how much is it". */
    private static final Set<String> PRICES = Set.of("price", "preis");

    static Reading of(String text) {
        List<Token> tokens = Tokenizer.tokens(text);
        String language = Languages.of(tokens);
        QuestionKind kind = QuestionKind.of(tokens);
        List<String> content = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (isContent(token) && i != kind.said()) {
                String meaning = meaning(token, language);
                if (!kind.name().equals(QuestionKind.QUANTITY) || !PRICES.contains(meaning)) {
                    content.add(meaning);
                }
            }
        }
        return new Reading(text, tokens, language, kind, content);
    }

    /** Whether it says what a question is about. */
    static boolean isContent(Token token) {
        return switch (token.kind()) {
            case NUMBER -> false;
            case WORD -> !FILLERS.contains(token.word()) && !NumberVeto.isNumber(token);
            // Go and IT are names, but for those who write everything in capitals.
            case CAPITALISED -> !FILLERS.contains(token.word()) || token.text().length() < 3;
            case IDENTIFIER, SIGN -> true;
        };
    }

    /** All words, in lower case. */
    Set<String> words() {
        Set<String> words = new HashSet<>();
        tokens.forEach(token -> words.add(token.word()));
        return words;
    }

    /** By what a token is compared. */
    static String meaning(Token token, String language) {
        String unit = token.kind() == Kind.IDENTIFIER ? null : UnitVeto.unit(token);
        if (unit != null) {
            return unit;
        }
        String stem = "de".equals(language) && token.isWord() ? Words.germanStem(token.word()) : token.stem();
        String known = SYNONYMS.get(token.word());
        return known == null ? SYNONYMS.getOrDefault(stem, stem) : known;
    }

    /** By word and by stem. */
    private static Map<String, String> synonyms() {
        Map<String, String> groups = new HashMap<>(Lexicon.groups("synonyms"));
        Map.copyOf(groups).forEach((word, group) -> groups.putIfAbsent(Words.stem(word), group));
        return Map.copyOf(groups);
    }
}
