package io.serai.api.meter;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much more may be asked, as the provider that answered says.
 *
 * @param requests of calls
 * @param tokens of tokens, in and out together
 */
public record RateLimits(Limit requests, Limit tokens) {

    /**
     * One limit; each part where it is known.
     *
     * @param limit in one window
     * @param remaining of it
     * @param resetsAt when all of it is there again
     */
    public record Limit(OptionalLong limit, OptionalLong remaining, Optional<Instant> resetsAt) {

        public static final Limit UNKNOWN = new Limit(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }
}
