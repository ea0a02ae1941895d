package io.serai.processors.cache.semantic;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** They are about different people who are not named: him, her, or them. Who asks for himself, for you or for anybody is all one. */
final class PersonVeto implements Veto {

    /** German {@code sie} is she, they and you, so that it tells nothing. */
    private static final Map<String, String> PEOPLE = Map.ofEntries(
            Map.entry("he", "he"),
            Map.entry("him", "he"),
            Map.entry("his", "he"),
            Map.entry("er", "he"),
            Map.entry("ihm", "he"),
            Map.entry("ihn", "he"),
            Map.entry("she", "she"),
            Map.entry("her", "she"),
            Map.entry("hers", "she"),
            Map.entry("they", "they"),
            Map.entry("them", "they"),
            Map.entry("their", "they"),
            Map.entry("theirs", "they"));

    @Override
    public String name() {
        return "person";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return !people(one).equals(people(other));
    }

    private static Set<String> people(Reading reading) {
        Set<String> people = new TreeSet<>();
        for (Token token : reading.tokens()) {
            String person = PEOPLE.get(token.word());
            if (person != null) {
                people.add(person);
            }
        }
        return people;
    }
}
