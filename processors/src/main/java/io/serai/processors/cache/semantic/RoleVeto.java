package io.serai.processors.cache.semantic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who does what to whom differs: a letter to my boss is not one from my boss, and whom I like is not who likes me. */
final class RoleVeto implements Veto {

    private static final Set<String> ROLES = Lexicon.words("roles");
    /** What may stand between such a word and the noun that it belongs to. */
    private static final Set<String> BETWEEN = Set.of(
            "the", "a", "an", "my", "your", "our", "his", "their", "its", "this", "that", "der", "die", "das", "den",
            "dem", "des", "ein", "eine", "einen", "einem", "einer", "mein", "meine", "meinen", "meinem", "meiner",
            "dein", "unser", "unseren");
    /** After these it is politeness: "show me". */
    private static final Set<String> GIVING = Set.of(
            "tell",
            "show",
            "give",
            "help",
            "let",
            "send",
            "teach",
            "ask",
            "bring",
            "remind",
            "recommend",
            "find",
            "get",
            "to",
            "for");

    @Override
    public String name() {
        return "role";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        Map<String, String> roles = roles(one);
        Map<String, String> others = roles(other);
        for (Map.Entry<String, String> each : roles.entrySet()) {
            String role = others.get(each.getKey());
            if (role != null && !role.equals(each.getValue())) {
                return true;
            }
        }
        return isTurned(one.tokens(), other.tokens()) || isTurned(other.tokens(), one.tokens());
    }

    /** By noun the word before it that says its role; of several the last. */
    private static Map<String, String> roles(Reading reading) {
        Map<String, String> roles = new HashMap<>();
        String role = "";
        for (Token token : reading.tokens()) {
            if (ROLES.contains(token.word())) {
                role = token.word();
            } else if (!BETWEEN.contains(token.word())) {
                if (!role.isEmpty()) {
                    roles.put(Reading.meaning(token, reading.language()), role);
                }
                role = "";
            }
        }
        return roles;
    }

    private static boolean isTurned(List<Token> tokens, List<Token> others) {
        return isDoing(tokens) && !isDoneTo(tokens) && isDoneTo(others) && !isDoing(others);
    }

    private static boolean isDoing(List<Token> tokens) {
        return tokens.stream()
                .anyMatch(token -> token.word().equals("i") || token.word().equals("ich"));
    }

    private static boolean isDoneTo(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            if ((word.equals("me") || word.equals("mich"))
                    && !GIVING.contains(tokens.get(i - 1).word())) {
                return true;
            }
        }
        return false;
    }
}
