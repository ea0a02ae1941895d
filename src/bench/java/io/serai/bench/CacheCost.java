package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a cache costs a call whose answer it does not have, and what a call costs whose answer it has: one gateway with a model that keeps
 * answers and one that does not, one mock, one load.
 */
final class CacheCost {

    private static final double LIMIT_HIT_MICROS = 45;
    private static final double LIMIT_HIT_MILLIS = 1;
    private static final double LIMIT_MISS_MICROS = 8;

    /** Connections at which a hit's time is measured: with more, calls of this load wait for each other. */
    private static final int UNHURRIED = 4;

    private final Plan plan;
    private final Probe probe;
    private final Entry serai;
    private final Results results = new Results();
    private long asked;

    /** @param serai the gateway, which has the models of {@code src/bench/routes} */
    CacheCost(Plan plan, Probe probe, Entry serai) {
        this.plan = plan;
        this.probe = probe;
        this.serai = serai;
    }

    /** The measurement as a section of the report; empty where there is no gateway to measure. */
    String text() throws InterruptedException {
        if (!(serai instanceof Target gateway)) {
            return "";
        }
        Target without = gateway.calling("unkept", "no cache, all calls different");
        Target missing = gateway.calling("kept", "cache, all calls different: misses");
        Target hitting = gateway.calling("kept", "cache, all calls the same: hits");
        for (Target target : List.of(without, missing)) {
            probe.measure(target, unlike(target, plan.warmMillis() / 2));
        }
        probe.measure(hitting, Load.timed(hitting.json(), Plan.BUSY, plan.warmMillis() / 2));
        for (int round = 0; round < plan.rounds(); round++) {
            for (Target target : List.of(without, missing)) {
                Sample sample = probe.measure(target, unlike(target, plan.windowMillis()));
                results.add(Scenario.UNLIKE_CALLS, Plan.BUSY, target.name(), sample);
            }
            for (int connections : List.of(UNHURRIED, Plan.BUSY)) {
                Load load = Load.timed(hitting.json(), connections, plan.windowMillis());
                results.add(Scenario.KEPT_CALLS, connections, hitting.name(), probe.measure(hitting, load));
            }
        }
        return section(without, missing, hitting);
    }

    /** No two calls of a run are alike, whichever load they belong to. */
    private Load unlike(Target target, long millis) {
        asked += 1_000_000_000L;
        return Load.timed(target.json().numbered(asked), Plan.BUSY, millis);
    }

    private String section(Target without, Target missing, Target hitting) {
        StringBuilder text = new StringBuilder("## Cache\n\n");
        text.append(String.format(Locale.ROOT, "| Calls | CPU µs per call, %d connections |%n|---|---|%n", Plan.BUSY));
        row(text, without, Scenario.UNLIKE_CALLS);
        row(text, missing, Scenario.UNLIKE_CALLS);
        row(text, hitting, Scenario.KEPT_CALLS);
        OptionalDouble before = micros(Scenario.UNLIKE_CALLS, without);
        OptionalDouble after = micros(Scenario.UNLIKE_CALLS, missing);
        OptionalDouble added = before.isPresent() && after.isPresent()
                ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
                : OptionalDouble.empty();
        text.append("\n| Promise | Limit | Found | |\n|---|---|---|---|\n");
        for (Budget budget : List.of(
                budget(
                        "CPU of a hit, HTTP included",
                        LIMIT_HIT_MICROS,
                        " µs",
                        micros(Scenario.KEPT_CALLS, hitting),
                        Scenario.KEPT_CALLS,
                        Plan.BUSY,
                        hitting),
                budget(
                        "p99 of a hit at " + UNHURRIED + " connections",
                        LIMIT_HIT_MILLIS,
                        " ms",
                        figure(
                                Scenario.KEPT_CALLS,
                                UNHURRIED,
                                hitting,
                                sample -> sample.result().latency().p99() / 1e6),
                        Scenario.KEPT_CALLS,
                        UNHURRIED,
                        hitting),
                budget(
                        "CPU that a cache adds to a miss",
                        LIMIT_MISS_MICROS,
                        " µs",
                        added,
                        Scenario.UNLIKE_CALLS,
                        Plan.BUSY,
                        missing))) {
            text.append(budget.row());
        }
        return text.append("\n").toString();
    }

    private void row(StringBuilder text, Target target, Scenario scenario) {
        OptionalDouble cost = micros(scenario, target);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s |%n",
                target.name(),
                cost.isPresent()
                        ? String.format(Locale.ROOT, "%.1f", cost.getAsDouble())
                        : failure(scenario, Plan.BUSY, target).orElse("no figure")));
    }

    private Budget budget(
            String promise,
            double limit,
            String unit,
            OptionalDouble figure,
            Scenario scenario,
            int connections,
            Target target) {
        return new Budget(promise, Bound.AT_MOST, limit, unit, figure, failure(scenario, connections, target));
    }

    private OptionalDouble micros(Scenario scenario, Target target) {
        return figure(scenario, Plan.BUSY, target, Sample::cpuPerCall);
    }

    private OptionalDouble figure(Scenario scenario, int connections, Target target, ToDoubleFunction<Sample> figure) {
        return results.median(scenario, connections, target.name(), figure);
    }

    private Optional<String> failure(Scenario scenario, int connections, Target target) {
        return results.failure(scenario, connections, target.name()).map(found -> "failed, " + found);
    }
}
