package io.serai.processors.routing;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** By chance, as often as a target's weight says; where all weights are 0, all alike. */
final class Weighted implements Foreseeable {

    private final Supplier<? extends RandomGenerator> random;

    Weighted(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        long sum = 0;
        for (int i = Targets.next(open, 0); i < Targets.MOST; i = Targets.next(open, i + 1)) {
            sum += targets.target(i).weight();
        }
        int chosen = sum == 0 ? any(open) : byWeight(targets, open, random.get().nextLong(sum));
        targets.standing(chosen).begin();
        return chosen;
    }

    @Override
    public int next(Targets targets, long open, Wish wish) {
        int heaviest = Targets.next(open, 0);
        for (int i = Targets.next(open, heaviest + 1); i < Targets.MOST; i = Targets.next(open, i + 1)) {
            heaviest = targets.target(i).weight() > targets.target(heaviest).weight() ? i : heaviest;
        }
        return heaviest;
    }

    private static int byWeight(Targets targets, long open, long ticket) {
        int i = Targets.next(open, 0);
        for (long left = ticket - targets.target(i).weight();
                left >= 0;
                left -= targets.target(i).weight()) {
            i = Targets.next(open, i + 1);
        }
        return i;
    }

    private int any(long open) {
        int i = Targets.next(open, 0);
        for (int skip = random.get().nextInt(Long.bitCount(open)); skip > 0; skip--) {
            i = Targets.next(open, i + 1);
        }
        return i;
    }
}
