package io.serai.processors.ensemble;

import io.serai.processors.check.Question;
import java.util.List;

/** Whose answer is there first, having passed the checks. */
final class FirstValid implements Gathering {

    @Override
    public boolean isCertain(List<Contribution> there, int missing) {
        return true;
    }

    @Override
    public void decide(List<Contribution> there, Question question) {
        question.answerWith(there.get(0).answered());
    }
}
