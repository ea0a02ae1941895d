package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units differ: miles are no kilometres, dollars no euros. {@code km} and {@code kilometres} are the same; pounds to
 * kilos is not kilos to pounds. */
final class UnitVeto implements Veto {

    private static final Map<String, String> UNITS = Lexicon.groups("units");
    private static final Set<String> ASKING = Set.of("what", "which", "welches", "welchem", "welcher", "welchen");
    /** Words of their own unless a number stands before them. */
    private static final int SHORT = 2;

    @Override
    public String name() {
        return "unit";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return !units(one.tokens()).equals(units(other.tokens()));
    }

    private static List<String> units(List<Token> tokens) {
        List<String> units = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String unit = UNITS.get(token.word());
            if (unit != null
                    && (token.word().length() > SHORT || isBesideNumber(tokens, i))
                    && !isAskedFor(tokens, i)) {
                units.add(unit);
            }
        }
        return units;
    }

    /** By what a unit is called; null where it is none. */
    static @Nullable String unit(Token token) {
        return token.word().length() > SHORT || token.kind() == Token.Kind.SIGN ? UNITS.get(token.word()) : null;
    }

    /** "In what year" asks for no unit. */
    private static boolean isAskedFor(List<Token> tokens, int at) {
        return at > 0 && ASKING.contains(tokens.get(at - 1).word());
    }

    private static boolean isBesideNumber(List<Token> tokens, int at) {
        return tokens.get(at).kind() == Token.Kind.SIGN
                || (at > 0 && tokens.get(at - 1).kind() == Token.Kind.NUMBER);
    }
}
