package io.serai.processors.ensemble;

import io.serai.processors.check.Question;
import java.util.List;

/** How several answers become one. Thread-safe. */
interface Gathering {

    /**
     * Whether nothing that is still to come would change the outcome.
     *
     * @param there in the order of their arrival, one or more
     * @param missing how many may still come
     */
    default boolean isCertain(List<Contribution> there, int missing) {
        return false;
    }

    /**
     * Answers the question.
     *
     * @param there in the order of their arrival, one or more
     */
    void decide(List<Contribution> there, Question question);
}
