package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands on either side of a word has changed places: miles to kilometres is not kilometres to miles, nor A before B B before A. */
final class OrderVeto implements Veto {

    private static final Set<String> DIRECTIONS = Lexicon.words("directions");
    /** What can be said either way round. */
    private static final Set<String> EITHER_WAY = Set.of("and", "or", "vs", "versus", "und", "oder");

    private static final int LONGEST_PIVOT = 2;

    @Override
    public String name() {
        return "order";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        List<String> words = sequence(one);
        List<String> others = sequence(other);
        if (words.size() != others.size() || words.equals(others)) {
            return false;
        }
        int from = 0;
        while (words.get(from).equals(others.get(from))) {
            from++;
        }
        int end = words.size();
        while (words.get(end - 1).equals(others.get(end - 1))) {
            end--;
        }
        return isTurned(words.subList(from, end), others.subList(from, end));
    }

    /** Whether one is {@code X m Y} and the other {@code Y m X}, where m is one word or two: "to", "faster than". */
    private static boolean isTurned(List<String> words, List<String> others) {
        for (int pivot = 1; pivot < words.size() - 1; pivot++) {
            for (int after = pivot + 1; after < words.size() && after <= pivot + LONGEST_PIVOT; after++) {
                if (isTurned(words, others, pivot, after)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTurned(List<String> words, List<String> others, int pivot, int after) {
        int size = words.size();
        int otherPivot = size - after;
        int otherAfter = size - pivot;
        return words.subList(pivot, after).equals(others.subList(otherPivot, otherAfter))
                && !EITHER_WAY.contains(words.get(pivot))
                && words.subList(0, pivot).equals(others.subList(otherAfter, size))
                && words.subList(after, size).equals(others.subList(0, otherPivot));
    }

    private static List<String> sequence(Reading reading) {
        List<String> sequence = new ArrayList<>();
        for (Token token : reading.tokens()) {
            boolean marks = DIRECTIONS.contains(token.word())
                    || EITHER_WAY.contains(token.word())
                    || NegationVeto.isNegation(token);
            if (marks || Reading.isContent(token)) {
                sequence.add(marks ? token.word() : Reading.meaning(token, reading.language()));
            }
        }
        return sequence;
    }
}
