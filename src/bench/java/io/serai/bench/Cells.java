package io.serai.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Writes figures as the cells of a table: a number, or in its place what went wrong, or a dash when nothing was measured. */
final class Cells {

    private static final String NONE = "–";

    private final Plan plan;
    private final Results results;

    Cells(Plan plan, Results results) {
        this.plan = plan;
        this.results = results;
    }

    /** The median over the rounds, divided by a unit. */
    String median(
            Scenario scenario,
            int connections,
            String target,
            ToDoubleFunction<Sample> figure,
            double unit,
            int decimals) {
        return number(results.median(scenario, connections, target, figure), unit, decimals)
                .orElseGet(() -> instead(scenario, connections, target));
    }

    /** The worst of the rounds, divided by a unit. */
    String worst(
            Scenario scenario,
            int connections,
            String target,
            ToDoubleFunction<Sample> figure,
            double unit,
            int decimals) {
        return number(results.worst(scenario, connections, target, figure), unit, decimals)
                .orElseGet(() -> instead(scenario, connections, target));
    }

    /** p50 and p99 in ms over those of the direct call, or the direct call's own. */
    String percentiles(
            Scenario scenario,
            int connections,
            String target,
            Function<LoadResult, Percentiles> distribution,
            int decimals) {
        Optional<String> p50 = number(
                millis(scenario, connections, target, result -> distribution
                        .apply(result)
                        .p50()),
                1e6,
                decimals);
        Optional<String> p99 = number(
                millis(scenario, connections, target, result -> distribution
                        .apply(result)
                        .p99()),
                1e6,
                decimals);
        return p50.isPresent() && p99.isPresent()
                ? p50.get() + " / " + p99.get()
                : instead(scenario, connections, target);
    }

    /** The ratio to the bare proxy at {@link Plan#BUSY} connections. */
    String overBare(Scenario scenario, String target, ToDoubleFunction<Sample> figure) {
        if (target.equals(Target.DIRECT)) {
            return NONE;
        }
        OptionalDouble ratio = results.ratio(scenario, target, Target.BARE, figure);
        return number(ratio, 1, 2).orElse(NONE);
    }

    /** The best rate of plain answers at any number of connections. */
    String ceiling(String target) {
        OptionalDouble best = plan.connections().stream()
                .map(connections -> results.median(Scenario.PLAIN, connections, target, sample -> sample.result()
                        .perSecond()))
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        return number(best, 1, 0).orElse(NONE);
    }

    private OptionalDouble millis(
            Scenario scenario, int connections, String target, ToDoubleFunction<LoadResult> figure) {
        return target.equals(Target.DIRECT)
                ? results.median(scenario, connections, target, sample -> figure.applyAsDouble(sample.result()))
                : results.added(scenario, connections, target, figure);
    }

    private String instead(Scenario scenario, int connections, String target) {
        return results.failure(scenario, connections, target)
                .map(failure -> "failed, " + failure)
                .orElse(NONE);
    }

    private static Optional<String> number(OptionalDouble value, double unit, int decimals) {
        return value.isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%,." + decimals + "f", value.getAsDouble() / unit))
                : Optional.empty();
    }
}
