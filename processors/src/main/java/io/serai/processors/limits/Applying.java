package io.serai.processors.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which limits are about a call, and for whom they count it. */
final class Applying {

    private final LimitBook book;

    Applying(LimitBook book) {
        this.book = book;
    }

    /** Those that a question is about, in no special order. */
    List<Tally> to(Facts facts, Predicate<Limit> question) {
        LimitIndex index = book.index();
        if (index.gauges().isEmpty()) {
            return List.of();
        }
        List<Tally> found = new ArrayList<>(4);
        index.candidates(facts, gauge -> {
            if (question.test(gauge.limit())) {
                gauge.limit().scope().subjects(facts, subject -> found.add(gauge.tally(subject)));
            }
        });
        return found;
    }
}
