package io.serai.processors.cache.semantic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One says no where the other doesn't: can is not cannot, with not without, safe not unsafe. */
final class NegationVeto implements Veto {

    private static final Set<String> NEGATIONS = Lexicon.words("negations");
    private static final List<String> PREFIXES =
            List.of("un", "non", "in", "im", "ir", "il", "dis", "mis", "anti", "de", "nicht", "miss");
    private static final List<String> SUFFIXES = List.of("less", "los", "frei", "free");
    private static final int SHORTEST_ROOT = 3;

    @Override
    public String name() {
        return "negation";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return count(one) != count(other)
                || isOneDenied(one.words(), other.words())
                || isOneDenied(other.words(), one.words());
    }

    /** Whether a token says no by itself. */
    static boolean isNegation(Token token) {
        return NEGATIONS.contains(token.word()) || token.word().endsWith("n't");
    }

    private static int count(Reading reading) {
        int count = 0;
        List<Token> tokens = reading.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            // Politeness: "can't you tell me", "why don't you explain".
            boolean polite = tokens.get(i).word().endsWith("n't")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).word().equals("you");
            if (isNegation(tokens.get(i)) && !polite) {
                count++;
            }
        }
        return count;
    }

    private static boolean isOneDenied(Set<String> words, Set<String> others) {
        Set<String> own = new HashSet<>(words);
        own.removeAll(others);
        for (String word : own) {
            for (String prefix : PREFIXES) {
                if (word.startsWith(prefix)
                        && word.length() >= prefix.length() + SHORTEST_ROOT
                        && isNew(word.substring(prefix.length()), words, others)) {
                    return true;
                }
            }
            for (String suffix : SUFFIXES) {
                if (word.endsWith(suffix)
                        && word.length() >= suffix.length() + SHORTEST_ROOT
                        && isNew(word.substring(0, word.length() - suffix.length()), words, others)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNew(String root, Set<String> words, Set<String> others) {
        return others.contains(root) && !words.contains(root);
    }
}
