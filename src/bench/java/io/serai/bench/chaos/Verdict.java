package io.serai.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Compares what clients got, what the provider served and what the ledger shows.
 *
 * @param lost calls that were answered and not charged
 * @param duplicates calls that were charged more often than the provider served them
 * @param unmetered calls that the provider served more often than they were taken down
 * @param wrong calls that were charged another amount than they cost
 * @param stuck calls for which something is still reserved
 * @param reserved nano-dollars
 * @param faults of the ledger as a whole
 */
record Verdict(
        List<String> lost,
        List<String> duplicates,
        List<String> unmetered,
        List<String> wrong,
        long stuck,
        long reserved,
        List<String> faults) {

    private static final int SHOWN = 10;

    /**
     * Judges.
     *
     * @param answered calls that clients got whole, and what one costs
     * @param served how often the provider served a call
     */
    static Verdict of(Map<String, Long> answered, Map<String, Integer> served, LedgerRows ledger) {
        return new Verdict(
                those(answered, (call, cost) -> ledger.bill(call).charged() == 0),
                those(
                        ledger.bills(),
                        (call, bill) -> call.startsWith("chaos-") && bill.charged() > served.getOrDefault(call, 0)),
                those(served, (call, times) -> times > ledger.bill(call).calls()),
                those(
                                answered,
                                (call, cost) -> ledger.bill(call).spent()
                                        != ledger.bill(call).charged() * cost)
                        .stream()
                        .map(call -> call + " " + ledger.bill(call) + " of " + answered.get(call))
                        .toList(),
                ledger.open(),
                ledger.reserved(),
                ledger.faults());
    }

    private static <T> List<String> those(Map<String, T> calls, BiPredicate<String, T> which) {
        return calls.entrySet().stream()
                .filter(call -> which.test(call.getKey(), call.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    boolean clean() {
        return Stream.of(lost, duplicates, unmetered, wrong, faults).allMatch(List::isEmpty)
                && stuck == 0
                && reserved == 0;
    }

    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        said.add(some(lost, "lost charges"));
        said.add(some(duplicates, "duplicates"));
        said.add(some(unmetered, "unmetered"));
        said.add(some(wrong, "wrong amounts"));
        said.add(stuck + " stuck reservations (" + reserved + " nano-dollars)");
        said.add(some(faults, "faults of the ledger"));
        return String.join(", ", said);
    }

    private static String some(List<String> calls, String what) {
        return calls.size() + " " + what
                + (calls.isEmpty() ? "" : " " + calls.subList(0, Math.min(SHOWN, calls.size())));
    }
}
