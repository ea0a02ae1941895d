package io.serai.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The database is gone: at first it refuses connections, then it says nothing at all. Calls go on, and no budget pays for more than
 * it does.
 *
 * @param seconds for how long
 * @param rush for a budget meanwhile
 */
record DatabaseAway(int seconds, Rush rush) implements Ordeal {

    @Override
    public List<String> befall(Fleet fleet) throws InterruptedException {
        Map<Integer, Long> before = fleet.calls().statuses();
        List<String> findings = new ArrayList<>();
        fleet.database().fail(Gate.Fault.BROKEN);
        Fleet.say(
                "the database is away for %d s, after %d calls",
                seconds, fleet.calls().made());
        TimeUnit.MILLISECONDS.sleep(seconds * 500L);
        findings.addAll(rush.befall(fleet));
        fleet.database().fail(Gate.Fault.SILENT);
        TimeUnit.MILLISECONDS.sleep(seconds * 500L);
        fleet.database().heal();
        Map<Integer, Long> meanwhile = since(before, fleet.calls().statuses());
        Fleet.say("the database is back; meanwhile nodes said %s", meanwhile);
        if (!Set.of(Calls.OK, Calls.NOTHING_LEFT, Calls.AWAY, Calls.LATE).containsAll(meanwhile.keySet())) {
            findings.add("while the database was away calls failed: " + meanwhile);
        }
        return findings;
    }

    private static Map<Integer, Long> since(Map<Integer, Long> before, Map<Integer, Long> now) {
        Map<Integer, Long> more = new TreeMap<>(now);
        before.forEach((status, count) -> more.merge(status, -count, Long::sum));
        more.values().removeIf(count -> count == 0);
        return more;
    }
}
