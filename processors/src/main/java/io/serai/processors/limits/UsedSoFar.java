package io.serai.processors.limits;

import java.util.Map;

/** Knows what has been used in a window by what was written down: asked once after a start, for windows that had begun before it. */
@FunctionalInterface
public interface UsedSoFar {

    /** Nothing was written down. */
    UsedSoFar NOTHING = (limit, subject, from, until) -> 0;

    /**
     * What the calls that a limit is about have used.
     *
     * @param subject a value for each dimension of the limit's scope
     * @param from in milliseconds since the epoch, of the moments at which calls began
     * @param until the same, exclusive
     * @return in the unit of the limit's metric
     * @throws io.serai.api.error.GatewayException where that can't be known at the moment
     */
    long used(Limit limit, Map<Dimension, String> subject, long from, long until);
}
