package io.serai.processors.cache.semantic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells by small words, or by its letters, in which language a text is. Pure. */
final class Languages {

    private static final Map<String, String> SMALL_WORDS = smallWords();

    private Languages() {}

    /** A code such as {@code en}, or the name of a script other than Latin; empty where it can't be told. */
    static String of(List<Token> tokens) {
        Map<String, Integer> seen = new HashMap<>();
        for (Token token : tokens) {
            String language = SMALL_WORDS.get(token.word());
            if (language != null) {
                seen.merge(language, 2, Integer::sum);
            } else if (token.isWord()) {
                Character.UnicodeScript script =
                        Character.UnicodeScript.of(token.word().codePointAt(0));
                if (script != Character.UnicodeScript.LATIN && script != Character.UnicodeScript.COMMON) {
                    seen.merge(script.name(), 1, Integer::sum);
                }
            }
        }
        return seen.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static Map<String, String> smallWords() {
        Map<String, String> words = new HashMap<>();
        for (String line : Lexicon.lines("languages")) {
            List<String> parts = Lexicon.split(line);
            parts.subList(1, parts.size()).forEach(word -> words.put(word, parts.get(0)));
        }
        return Map.copyOf(words);
    }
}
