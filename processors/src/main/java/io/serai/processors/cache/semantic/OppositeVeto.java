package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where one says a word, the other says its opposite: increase and decrease, before and after, buy and sell. */
final class OppositeVeto implements Veto {

    private static final List<Sides> OPPOSITES = opposites();

    /** Words on one side, and those on the other. */
    private record Sides(Set<String> left, Set<String> right) {}

    @Override
    public String name() {
        return "opposite";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        Set<String> words = forms(one);
        Set<String> others = forms(other);
        for (Sides sides : OPPOSITES) {
            boolean left = hasAny(words, sides.left);
            boolean right = hasAny(words, sides.right);
            boolean otherLeft = hasAny(others, sides.left);
            boolean otherRight = hasAny(others, sides.right);
            if ((left || right) && (otherLeft || otherRight) && (left != otherLeft || right != otherRight)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> forms(Reading reading) {
        Set<String> forms = reading.words();
        reading.tokens().forEach(token -> forms.add(token.stem()));
        return forms;
    }

    private static boolean hasAny(Set<String> words, Set<String> side) {
        for (String word : words) {
            if (side.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** A line has both sides, with a {@code |} between them. */
    private static List<Sides> opposites() {
        List<Sides> opposites = new ArrayList<>();
        for (String line : Lexicon.lines("opposites")) {
            int bar = line.indexOf('|');
            opposites.add(new Sides(side(line.substring(0, bar)), side(line.substring(bar + 1))));
        }
        return List.copyOf(opposites);
    }

    private static Set<String> side(String words) {
        Set<String> side = new HashSet<>();
        for (String word : Lexicon.split(words.strip())) {
            side.add(word);
            side.add(Words.stem(word));
        }
        return Set.copyOf(side);
    }
}
