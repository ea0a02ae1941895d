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
        for (Target target : all) {
            probe.measure(target, calls(target, plan.warmMillis() / 2));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Target target : all) {
                Sample sample = probe.measure(target, calls(target, plan.windowMillis()));
                results.add(Scenario.ROUTED_CALLS, Plan.BUSY, target.name(), sample);
            }
        }
        return section(straight, balanced, traced);
    }

    private static Load calls(Target target, long millis) {
        return Load.timed(target.json("bench-json", Plan.REQUEST_WORDS), Plan.BUSY, millis);
    }

    private String section(Target straight, Target balanced, Target traced) {
        StringBuilder text = new StringBuilder("## Routing\n\n");
        text.append(String.format(Locale.ROOT, "At %d connections, with a request of 2 KB.%n%n", Plan.BUSY));
        text.append("| Way | CPU µs per call |\n|---|---|\n");
        for (Target target : List.of(straight, balanced, traced)) {
            OptionalDouble cost = cost(target);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s |%n",
                    target.name(),
                    cost.isPresent() ? String.format(Locale.ROOT, "%.1f", cost.getAsDouble()) : failure(target)));
        }
        text.append("\n| Promise | Limit | Found | |\n|---|---|---|---|\n");
        Budget budget = new Budget(
                "CPU that the strategy and the trace add to a call",
                Bound.AT_MOST,
                LIMIT_MICROS,
                " µs",
                added(straight, traced),
                Optional.of(failure(traced)));
        return text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s |%n%n",
                        budget.promise(),
                        budget.limitText(),
                        budget.figureText(),
                        budget.verdict()))
                .toString();
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

    private String failure(Target target) {
        return "failed, "
                + results.failure(Scenario.ROUTED_CALLS, Plan.BUSY, target.name())
                        .orElse("no figure");
    }
}
