package io.serai.processors.routing;

import io.serai.api.standing.Standing;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Chooses among the targets that may be tried. One per route: it may count. Thread-safe. */
@FunctionalInterface
public interface Strategy {

    /**
     * Chooses a target and begins a call of it ({@link Standing#begin()}), in one step, so that of two callers the second sees the first.
     *
     * @param open the set of those that may be tried, never empty
     * @return its position
     */
    int begin(Targets targets, long open, Wish wish);

    /** The first of the list that may be tried. */
    Strategy PRIORITY = (targets, open, wish) -> begun(targets, Targets.next(open, 0));

    /** The least estimated cost of the call. */
    Strategy LEAST_COST = least(
            (targets, position, wish) -> targets.target(position).price().of(wish.inputTokens(), wish.outputTokens()));

    /** The fewest tokens in the last minute. */
    Strategy LEAST_USED =
            least((targets, position, wish) -> targets.standing(position).usedTokens(wish.now()));

    /** The soonest first token; whoever is not known yet is tried first. */
    Strategy LEAST_LATENCY =
            least((targets, position, wish) -> targets.standing(position).latency(wish.form(), wish.now()));

    /** The strategies by the names that configurations use. */
    Map<String, Supplier<Strategy>> BY_NAME = new TreeMap<>(Map.of(
            "priority", () -> PRIORITY,
            "weighted", () -> new Weighted(ThreadLocalRandom::current),
            "round-robin", RoundRobin::new,
            "least-busy", () -> new LeastBusy(),
            "least-latency", () -> LEAST_LATENCY,
            "least-cost", () -> LEAST_COST,
            "least-used", () -> LEAST_USED,
            "sticky", () -> new Sticky()));

    /** @throws IllegalArgumentException naming those there are */
    static Strategy named(String name) {
        Supplier<Strategy> strategy = BY_NAME.get(name);
        if (strategy == null) {
            throw new IllegalArgumentException("expected strategy to be one of "
                    + Arrays.toString(BY_NAME.keySet().toArray()) + ", found '" + name + "'");
        }
        return strategy.get();
    }

    private static int begun(Targets targets, int position) {
        targets.standing(position).begin();
        return position;
    }

    /** What a target is chosen by. */
    @FunctionalInterface
    interface Measure {
        double of(Targets targets, int position, Wish wish);
    }

    /** The least by a measure; of equals the least busy, of those the first. */
    private static Strategy least(Measure measure) {
        return (targets, open, wish) -> {
            int best = Targets.next(open, 0);
            double least = measure.of(targets, best, wish);
            for (int i = Targets.next(open, best + 1); i < Targets.MOST; i = Targets.next(open, i + 1)) {
                double size = measure.of(targets, i, wish);
                boolean lessBusy = size == least
                        && targets.standing(i).running()
                                < targets.standing(best).running();
                if (size < least || lessBusy) {
                    best = i;
                    least = size;
                }
            }
            return begun(targets, best);
        };
    }
}
