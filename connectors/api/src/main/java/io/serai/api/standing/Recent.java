package io.serai.api.standing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long the last calls took, in no order. Thread-safe; an entry that is being replaced is either the old one or the new one. */
final class Recent {

    private static final int KEPT = 128;
    private static final int ENOUGH = 20;

    private final AtomicLongArray nanos = new AtomicLongArray(KEPT);
    private final AtomicInteger count = new AtomicInteger();

    void add(long taken) {
        int turn = count.getAndIncrement();
        nanos.set(Math.floorMod(turn, KEPT), taken);
    }

    /** What 95 of 100 calls do not exceed; empty while too few are known. */
    Optional<Duration> p95() {
        int known = count.get();
        int size = known < 0 ? KEPT : Math.min(known, KEPT);
        if (size < ENOUGH) {
            return Optional.empty();
        }
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = nanos.get(i);
        }
        Arrays.sort(sorted);
        return Optional.of(Duration.ofNanos(sorted[(size * 95 + 99) / 100 - 1]));
    }
}
