package io.serai.processors.audit;

import io.serai.processors.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers findings of several threads: all are counted, the first thousand kept. */
final class Findings {

    private static final int KEPT = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    synchronized void add(Kind kind, String chain, long number, String text) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Finding(kind, chain, number, text));
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Finding> sorted() {
        return kept.stream()
                .sorted(Comparator.comparing(Finding::chain).thenComparingLong(Finding::number))
                .toList();
    }
}
