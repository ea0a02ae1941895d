package io.serai.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** All samples of a run; figures are medians over its rounds, so that a moment when the machine was busy elsewhere doesn't count. */
final class Results {

    private record Key(Scenario scenario, int connections, String target) {}

    private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();

    void add(Scenario scenario, int connections, String target, Sample sample) {
        samples.computeIfAbsent(new Key(scenario, connections, target), key -> new ArrayList<>())
                .add(sample);
    }

    /** The median over the rounds; empty when not measured or when a round failed: a figure with errors is none. */
    OptionalDouble median(Scenario scenario, int connections, String target, ToDoubleFunction<Sample> figure) {
        if (failure(scenario, connections, target).isPresent()) {
            return OptionalDouble.empty();
        }
        return median(of(scenario, connections, target).stream().mapToDouble(figure));
    }

    /** The median of what a target adds to the direct call of the same round. */
    OptionalDouble added(Scenario scenario, int connections, String target, ToDoubleFunction<LoadResult> figure) {
        if (failure(scenario, connections, target).isPresent()
                || failure(scenario, connections, Target.DIRECT).isPresent()) {
            return OptionalDouble.empty();
        }
        List<Sample> ours = of(scenario, connections, target);
        List<Sample> direct = of(scenario, connections, Target.DIRECT);
        return median(IntStream.range(0, Math.min(ours.size(), direct.size()))
                .mapToDouble(round -> figure.applyAsDouble(ours.get(round).result())
                        - figure.applyAsDouble(direct.get(round).result())));
    }

    OptionalDouble worst(Scenario scenario, int connections, String target, ToDoubleFunction<Sample> figure) {
        if (failure(scenario, connections, target).isPresent()) {
            return OptionalDouble.empty();
        }
        return of(scenario, connections, target).stream().mapToDouble(figure).max();
    }

    /** How many times the one figure is the other, at {@link Plan#BUSY} connections. */
    OptionalDouble ratio(Scenario scenario, String over, String under, ToDoubleFunction<Sample> figure) {
        OptionalDouble above = median(scenario, Plan.BUSY, over, figure);
        OptionalDouble below = median(scenario, Plan.BUSY, under, figure);
        return above.isPresent() && below.isPresent() && below.getAsDouble() > 0
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    /** What went wrong in the first round that failed. */
    Optional<String> failure(Scenario scenario, int connections, String target) {
        return of(scenario, connections, target).stream()
                .map(Sample::result)
                .filter(LoadResult::failed)
                .map(result -> result.errors() + " of " + (result.errors() + result.completed()) + " calls: "
                        + result.firstError())
                .findFirst();
    }

    boolean measured(Scenario scenario, int connections, String target) {
        return samples.containsKey(new Key(scenario, connections, target));
    }

    private List<Sample> of(Scenario scenario, int connections, String target) {
        return samples.getOrDefault(new Key(scenario, connections, target), List.of());
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
