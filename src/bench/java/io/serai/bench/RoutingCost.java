package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What it costs to choose among three targets by their latency, and to tell how: the gateway's CPU for such a call less that for one that
 * goes straight to a provider. One gateway, one mock, one load.
 */
final class RoutingCost {

    private static final double LIMIT_MICROS = 10;

    /** What a target that hangs may take until its first token, as {@code src/bench/routes} says. */
    private static final double PATIENCE_MILLIS = 300;
    /** How much later than that another one's answer may be there. */
    private static final double LIMIT_MILLIS = 50;

    private final Plan plan;
    private final Probe probe;
    private final Entry serai;
    private final Results results = new Results();

    /** @param serai the gateway, which has the models of {@code src/bench/routes} */
    RoutingCost(Plan plan, Probe probe, Entry serai) {
        this.plan = plan;
        this.probe = probe;
        this.serai = serai;
    }

    /** The measurement as a section of the report; empty where there is no gateway to measure. */
    String text() throws InterruptedException {
        if (!(serai instanceof Target gateway)) {
            return "";
        }
        Target straight = gateway.calling("bench", "one provider");
        Target balanced = gateway.calling("balanced", "three targets, least-latency");
        Target traced = balanced.calling("balanced", "the same, traced").sending(Map.of("x-serai-trace", "on"));
        List<Target> all = List.of(straight, balanced, traced);
        Target fallen = gateway.calling("fallen", "fallback from a target that hangs");
        for (Target target : all) {
            probe.measure(target, calls(target, plan.warmMillis() / 2));
        }
        probe.measure(fallen, fallbacks(fallen));
        for (int round = 0; round < plan.rounds(); round++) {
            for (Target target : all) {
                Sample sample = probe.measure(target, calls(target, plan.windowMillis()));
                results.add(Scenario.ROUTED_CALLS, Plan.BUSY, target.name(), sample);
            }
            results.add(Scenario.FALLBACKS, Plan.FEW, fallen.name(), probe.measure(fallen, fallbacks(fallen)));
        }
        return section(straight, balanced, traced, fallen);
    }

    private static Load fallbacks(Target target) {
        return Load.timed(target.json("bench-json", Plan.REQUEST_WORDS), Plan.FEW, (long) (10 * PATIENCE_MILLIS));
    }

    private static Load calls(Target target, long millis) {
        return Load.timed(target.json("bench-json", Plan.REQUEST_WORDS), Plan.BUSY, millis);
    }

    private String section(Target straight, Target balanced, Target traced, Target fallen) {
        StringBuilder text = new StringBuilder("## Routing\n\n");
        text.append(String.format(Locale.ROOT, "At %d connections, with a request of 2 KB.%n%n", Plan.BUSY));
        text.append("| Way | CPU µs per call |\n|---|---|\n");
        for (Target target : List.of(straight, balanced, traced)) {
            OptionalDouble cost = cost(target);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s |%n",
                    target.name(),
                    cost.isPresent()
                            ? String.format(Locale.ROOT, "%.1f", cost.getAsDouble())
                            : failure(Scenario.ROUTED_CALLS, Plan.BUSY, target)));
        }
        text.append("\n| Promise | Limit | Found | |\n|---|---|---|---|\n");
        Budget cost = new Budget(
                "CPU that the strategy and the trace add to a call",
                Bound.AT_MOST,
                LIMIT_MICROS,
                " µs",
                added(straight, traced),
                Optional.of(failure(Scenario.ROUTED_CALLS, Plan.BUSY, traced)));
        Budget delay = new Budget(
                "Fallback from a target that hangs, p99 over the " + (long) PATIENCE_MILLIS + " ms it may take, at "
                        + Plan.FEW + " connections",
                Bound.AT_MOST,
                LIMIT_MILLIS,
                " ms",
                delay(fallen),
                Optional.of(failure(Scenario.FALLBACKS, Plan.FEW, fallen)));
        for (Budget budget : List.of(cost, delay)) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    budget.promise(),
                    budget.limitText(),
                    budget.figureText(),
                    budget.verdict()));
        }
        return text.append("\n").toString();
    }

    private OptionalDouble delay(Target fallen) {
        OptionalDouble whole = results.median(
                Scenario.FALLBACKS,
                Plan.FEW,
                fallen.name(),
                sample -> sample.result().latency().p99() / 1e6);
        return whole.isPresent() ? OptionalDouble.of(whole.getAsDouble() - PATIENCE_MILLIS) : whole;
    }

    private OptionalDouble added(Target straight, Target traced) {
        OptionalDouble less = cost(straight);
        OptionalDouble more = cost(traced);
        return less.isPresent() && more.isPresent()
                ? OptionalDouble.of(more.getAsDouble() - less.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble cost(Target target) {
        return results.median(Scenario.ROUTED_CALLS, Plan.BUSY, target.name(), Sample::cpuPerCall);
    }

    private String failure(Scenario scenario, int connections, Target target) {
        return "failed, "
                + results.failure(scenario, connections, target.name()).orElse("no figure");
    }
}
