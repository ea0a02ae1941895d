package io.serai.processors.cache.semantic;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** They are in different languages, or about different ones: who asks in German wants no English answer, and Java is not JavaScript. */
final class LanguageVeto implements Veto {

    private static final Map<String, String> NAMES = Lexicon.groups("language-names");

    @Override
    public String name() {
        return "language";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        boolean known = !one.language().isEmpty() && !other.language().isEmpty();
        return (known && !one.language().equals(other.language()))
                || !named(one).equals(named(other));
    }

    private static Set<String> named(Reading reading) {
        Set<String> named = new TreeSet<>();
        for (Token token : reading.tokens()) {
            String name = NAMES.get(token.word());
            if (name != null) {
                named.add(name);
            }
        }
        return named;
    }
}
