package io.serai.processors.limits;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How full a limit is.
 *
 * @param subject a value for each dimension of the limit's scope
 * @param used in the unit of the limit's metric, as far as this node knows; what is reserved for calls that run is part of it
 * @param from when the window began, or its oldest part that counts; empty where it has no end
 * @param until when all of it is there again if nobody uses any; empty where it has no end
 */
public record LimitUse(
        Limit limit, Map<Dimension, String> subject, long used, Optional<Instant> from, Optional<Instant> until) {

    /** What is left, never below 0. */
    public long remaining() {
        return Math.max(0, limit.amount() - used);
    }

    /** 1 where all is used. */
    public double ratio() {
        return limit.amount() == 0 ? 1 : (double) used / limit.amount();
    }
}
