package io.serai.processors.ensemble;

import io.serai.processors.check.Draft;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What one of several models has said.
 *
 * @param position of its step, from 0
 * @param answered the exchange with its answer
 * @param draft the answer itself, whole
 */
record Contribution(int position, Exchange answered, Draft draft) {

    /** In the order of the steps, whoever was first. */
    static List<Contribution> inOrder(List<Contribution> contributions) {
        return contributions.stream()
                .sorted(Comparator.comparingInt(Contribution::position))
                .toList();
    }
}
