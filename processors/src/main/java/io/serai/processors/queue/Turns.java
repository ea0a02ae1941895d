package io.serai.processors.queue;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Whose turn it is among classes of weights: start-time fair queueing (Goyal, Vin and Cheng, 1996), by which classes that always have
 * somebody waiting are served as their weights say, exactly but for one turn, and none waits for ever. A class that had nobody waiting
 * neither saves up turns nor loses any. Not thread-safe.
 */
final class Turns {

    /** Divided by a weight it is what a turn costs. */
    private static final long ONE = 1_000_000_000L;

    static final int HEAVIEST = 1_000_000;

    private final int[] weights;
    private final long[] next;
    private long served;

    Turns(List<PriorityClass> classes) {
        weights = classes.stream().mapToInt(PriorityClass::weight).toArray();
        next = new long[weights.length];
    }

    /** The class has somebody waiting again. */
    void joined(int lane) {
        // By differences, here and below: after years of turns the numbers wrap around.
        if (next[lane] - served < 0) {
            next[lane] = served;
        }
    }

    /** The class whose turn it is, among those that have somebody waiting; of equals the first. -1 where nobody waits. */
    int next(IntPredicate waiting) {
        int best = -1;
        for (int lane = 0; lane < next.length; lane++) {
            if (waiting.test(lane) && (best < 0 || next[lane] - next[best] < 0)) {
                best = lane;
            }
        }
        return best;
    }

    /** The class has had a turn. */
    void took(int lane) {
        served = next[lane];
        next[lane] += ONE / weights[lane];
    }

    /** By how much longer a class waits from turn to turn than if it were alone, with these classes waiting beside it. */
    double dilution(int lane, IntPredicate waiting) {
        long sum = 0;
        for (int other = 0; other < weights.length; other++) {
            if (other == lane || waiting.test(other)) {
                sum += weights[other];
            }
        }
        return (double) sum / weights[lane];
    }
}
