package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long an answer takes that another node of three has kept. The first node is asked all questions, the second each of them once: two
 * thirds of them lie elsewhere, and none is near yet. The second can ask no upstream, so a miss is an error and no figure.
 */
final class RemoteHits {

    static final int NODES = 3;

    private static final double LIMIT_MILLIS = 3;
    private static final int CONNECTIONS = 4;
    private static final long QUESTIONS = 2_000;

    private final Plan plan;
    private final Probe probe;
    private final List<Entry> nodes;
    private final Results results = new Results();
    private long asked;

    /** @param nodes of one cluster, of which the first alone reaches the mock */
    RemoteHits(Plan plan, Probe probe, List<Entry> nodes) {
        this.plan = plan;
        this.probe = probe;
        this.nodes = nodes;
    }

    /** The measurement as a section of the report; empty where there are no gateways to measure. */
    String text() throws InterruptedException {
        for (Entry node : nodes) {
            if (node instanceof Entry.Absent absent) {
                return "### Remote hits\n\nNot measured: " + absent.reason() + "\n\n";
            }
        }
        if (nodes.isEmpty()) {
            return "";
        }
        Target keeper = ((Target) nodes.get(0)).calling("kept", "keeper");
        Target reader = ((Target) nodes.get(1)).calling("kept", "reader");
        // A JIT has to see the way to another node more often than it goes by itself.
        for (int warm = 0; warm < Math.max(2, plan.warmMillis() / 1_000); warm++) {
            round(keeper, reader);
        }
        for (int round = 0; round < plan.rounds(); round++) {
            Sample sample = round(keeper, reader);
            results.add(Scenario.REMOTE_HITS, CONNECTIONS, reader.name(), sample);
        }
        OptionalDouble p99 = results.median(
                Scenario.REMOTE_HITS,
                CONNECTIONS,
                reader.name(),
                sample -> sample.result().latency().p99() / 1e6);
        Optional<String> failure = results.failure(Scenario.REMOTE_HITS, CONNECTIONS, reader.name());
        Budget budget = new Budget(
                String.format(Locale.ROOT, "p99 of a hit on another node of %d, at %d connections", NODES, CONNECTIONS),
                Bound.AT_MOST,
                LIMIT_MILLIS,
                " ms",
                p99,
                failure.map(found -> "failed, " + found));
        return "### Remote hits\n\n| Promise | Limit | Found | |\n|---|---|---|---|\n" + budget.row() + "\n";
    }

    private Sample round(Target keeper, Target reader) throws InterruptedException {
        asked += 1_000_000_000L;
        probe.measure(keeper, Load.counted(keeper.json().numbered(asked), CONNECTIONS, QUESTIONS));
        return probe.measure(reader, Load.counted(reader.json().numbered(asked), CONNECTIONS, QUESTIONS));
    }
}
