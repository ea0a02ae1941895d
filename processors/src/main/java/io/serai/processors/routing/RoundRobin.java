package io.serai.processors.routing;

import java.util.concurrent.atomic.AtomicInteger;

/** One after the other; who may not be tried is passed over. */
final class RoundRobin implements Strategy {

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        int skip = Math.floorMod(turn.getAndIncrement(), Long.bitCount(open));
        int i = Targets.next(open, 0);
        for (; skip > 0; skip--) {
            i = Targets.next(open, i + 1);
        }
        targets.standing(i).begin();
        return i;
    }
}
