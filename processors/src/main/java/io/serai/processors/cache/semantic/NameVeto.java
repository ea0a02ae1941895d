package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.Token.Kind;
import java.util.HashSet;
import java.util.Set;

/** One names somebody or something that the other doesn't: a person, a place, a file, an identifier. Case does not matter. */
final class NameVeto implements Veto {

    @Override
    public String name() {
        return "name";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return isOneMissing(one, other) || isOneMissing(other, one);
    }

    private static boolean isOneMissing(Reading reading, Reading other) {
        // German nouns all begin with a capital: which of them are names does not show.
        boolean capitalsTell = !reading.language().equals("de");
        Set<String> said = said(other);
        for (Token token : reading.tokens()) {
            boolean name = token.kind() == Kind.IDENTIFIER || (capitalsTell && token.kind() == Kind.CAPITALISED);
            if (name
                    && Reading.isContent(token)
                    && !said.contains(token.word())
                    && !said.contains(Reading.meaning(token, reading.language()))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> said(Reading reading) {
        Set<String> said = new HashSet<>(reading.words());
        reading.tokens().forEach(token -> said.add(Reading.meaning(token, reading.language())));
        return said;
    }
}
