package io.serai.processors.cache.semantic;

import static io.serai.processors.cache.semantic.QuestionKind.MANNER;
import static io.serai.processors.cache.semantic.QuestionKind.THING;
import static io.serai.processors.cache.semantic.QuestionKind.UNSAID;

import java.util.Set;

/** They ask for different things: who is not when, how many not why, and whether one can is not whether one must. */
final class QuestionVeto implements Veto {

    /** What a few words without a question word may ask for: "opening hours of the museum". */
    private static final Set<String> AS_GOOD_AS_UNSAID = Set.of(UNSAID, THING, MANNER, "person");

    @Override
    public String name() {
        return "question";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        String kind = one.kind().name();
        String otherKind = other.kind().name();
        if (kind.equals(otherKind)) {
            return false;
        }
        boolean vague = kind.equals(UNSAID) || otherKind.equals(UNSAID);
        return !(vague && AS_GOOD_AS_UNSAID.contains(kind) && AS_GOOD_AS_UNSAID.contains(otherKind));
    }
}
