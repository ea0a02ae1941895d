package io.serai.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Compares what clients got, what the provider served and what the ledger shows.
 *
 * @param lost calls that were answered and not charged
 * @param duplicates calls that were charged more often than the provider served them
 * @param stuck calls for which something is still reserved
 */
record ChaosVerdict(List<String> lost, List<String> duplicates, long stuck, long reserved) {

    /**
     * Judges.
     *
     * @param answered calls that clients got whole
     * @param served how often the provider served a call
     */
    static ChaosVerdict of(Set<String> answered, ToIntFunction<String> served, ChaosLedger ledger) {
        List<String> lost = answered.stream()
                .filter(call -> !ledger.charged().containsKey(call))
                .sorted()
                .toList();
        List<String> duplicates = ledger.charged().entrySet().stream()
                .filter(each -> each.getKey().startsWith("chaos-"))
                .filter(each -> each.getValue() > served.applyAsInt(each.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new ChaosVerdict(lost, duplicates, ledger.open(), ledger.reserved());
    }

    boolean clean() {
        return lost.isEmpty() && duplicates.isEmpty() && stuck == 0 && reserved == 0;
    }

    @Override
    public String toString() {
        return lost.size() + " lost charges " + some(lost) + ", " + duplicates.size() + " duplicates "
                + some(duplicates) + ", " + stuck + " stuck reservations (" + reserved + " nano-dollars)";
    }

    private static List<String> some(List<String> calls) {
        return calls.subList(0, Math.min(10, calls.size()));
    }
}
