package io.serai.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * More callers at once, on all nodes, than a budget pays for.
 *
 * @param budget the model that has it
 * @param worth how many calls it pays for
 * @param callers how many call at once
 */
record Rush(String budget, int worth, int callers) implements Ordeal {

    @Override
    public List<String> befall(Fleet fleet) throws InterruptedException {
        Map<Integer, Long> statuses = Crowd.insist(fleet, Answers.budgeted(budget), callers);
        Fleet.say("%d callers at once for %d calls' worth of budget: %s", callers, worth, statuses);
        List<String> findings = new ArrayList<>();
        if (statuses.getOrDefault(Calls.OK, 0L) != worth) {
            findings.add("of " + worth + " calls' worth of budget " + statuses + " were let in");
        }
        if (statuses.getOrDefault(Calls.NOTHING_LEFT, 0L) != callers - worth) {
            findings.add("callers beyond the budget were told something else than 429: " + statuses);
        }
        return findings;
    }
}
