package io.serai.processors.limits;

import io.serai.api.meter.RateLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is left of limits, as callers are told: of those on requests the one of which least is left, and of those on tokens. */
final class Remaining {

    private Remaining() {}

    /** Empty where nothing is limited that could be told. */
    static Optional<RateLimits> of(List<Tally> tallies, long now) {
        Tally requests = null;
        Tally tokens = null;
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            if (tally.limit().metric() == Metric.REQUESTS) {
                requests = tighter(requests, tally, now);
            } else if (tally.limit().metric().isTokens()) {
                tokens = tighter(tokens, tally, now);
            }
        }
        return requests == null && tokens == null
                ? Optional.empty()
                : Optional.of(new RateLimits(told(requests, now), told(tokens, now)));
    }

    /** The share that is left of the budget that is nearest to its end, from 0 to 1. */
    static OptionalDouble ofBudgets(List<Tally> tallies, long now) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            if (tally.limit().metric() == Metric.COST) {
                least = Math.min(least, Math.max(0, 1 - tally.ratio(now)));
            }
        }
        return least <= 1 ? OptionalDouble.of(least) : OptionalDouble.empty();
    }

    static long left(Tally tally, long now) {
        Share share = tally.share(now);
        return share == null ? tally.limit().amount() : share.left();
    }

    private static Tally tighter(@Nullable Tally known, Tally other, long now) {
        return known == null || left(other, now) < left(known, now) ? other : known;
    }

    private static RateLimits.Limit told(@Nullable Tally tally, long now) {
        if (tally == null) {
            return RateLimits.Limit.UNKNOWN;
        }
        return new RateLimits.Limit(
                OptionalLong.of(tally.limit().amount()), OptionalLong.of(left(tally, now)), resetsAt(tally, now));
    }

    /** When all of it is there again if nobody uses any. */
    static Optional<Instant> resetsAt(Tally tally, long now) {
        Share share = tally.share(now);
        Counter counter = share == null ? tally.counterAt(now) : share.counter();
        if (counter.until() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long after = counter.rolling() == null ? 0 : counter.rolling().toMillis();
        return Optional.of(Instant.ofEpochMilli(counter.until() + after));
    }
}
