package io.serai.processors.ensemble;

import io.serai.processors.check.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What most of the models say; of as many, what the first of them in the order of the steps says. */
final class MajorityVote implements Gathering {

    private final Ballot ballot;

    MajorityVote(Ballot ballot) {
        this.ballot = ballot;
    }

    @Override
    public boolean isCertain(List<Contribution> there, int missing) {
        List<Integer> sizes = groups(there).stream()
                .map(List::size)
                .sorted(Comparator.reverseOrder())
                .toList();
        int second = sizes.size() > 1 ? sizes.get(1) : 0;
        return sizes.get(0) > second + missing;
    }

    @Override
    public void decide(List<Contribution> there, Question question) {
        question.answerWith(winner(there).answered());
    }

    /** The first, in the order of the steps, of those that say what most say. */
    Contribution winner(List<Contribution> there) {
        List<Contribution> largest = List.of();
        for (List<Contribution> group : groups(there)) {
            largest = group.size() > largest.size() ? group : largest;
        }
        return largest.get(0);
    }

    /** One of each that say the same, in the order of the steps. */
    List<Contribution> distinct(List<Contribution> there) {
        return groups(there).stream().map(group -> group.get(0)).toList();
    }

    /** Those that say the same, together, in the order of their first. */
    private List<List<Contribution>> groups(List<Contribution> there) {
        Map<String, List<Contribution>> groups = new LinkedHashMap<>();
        for (Contribution contribution : Contribution.inOrder(there)) {
            groups.computeIfAbsent(ballot.of(contribution.draft()), unused -> new ArrayList<>())
                    .add(contribution);
        }
        return List.copyOf(groups.values());
    }
}
