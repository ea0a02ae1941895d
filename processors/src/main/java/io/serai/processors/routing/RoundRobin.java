package io.serai.processors.routing;

import java.util.concurrent.atomic.AtomicInteger;

/** One after the other; who may not be tried is passed over. */
final class RoundRobin implements Foreseeable {

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        int i = after(turn.getAndIncrement(), open);
        targets.standing(i).begin();
        return i;
    }

    @Override
    public int next(Targets targets, long open, Wish wish) {
        return after(turn.get(), open);
    }

    private static int after(int turns, long open) {
        int skip = Math.floorMod(turns, Long.bitCount(open));
        int i = Targets.next(open, 0);
        for (; skip > 0; skip--) {
            i = Targets.next(open, i + 1);
        }
        return i;
    }
}
