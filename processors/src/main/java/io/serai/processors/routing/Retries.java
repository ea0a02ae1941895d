package io.serai.processors.routing;

import io.serai.api.error.ErrorKind;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often the same target is asked again, by the way in which it failed.
 *
 * @param rateLimited times after {@code provider_rate_limited}
 * @param unavailable times after {@code provider_unavailable} and {@code provider_bad_response}
 * @param timeout times after {@code provider_timeout}
 */
public record Retries(int rateLimited, int unavailable, int timeout) {

    public static final Retries NONE = new Retries(0, 0, 0);

    private static final Duration FIRST = Duration.ofMillis(100);
    /** Nobody waits longer than this for the same target: another one is quicker. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    public Retries {
        if (rateLimited < 0 || unavailable < 0 || timeout < 0) {
            throw new IllegalArgumentException("expected 0 retries or more");
        }
    }

    int after(ErrorKind kind) {
        return switch (kind) {
            case PROVIDER_RATE_LIMITED -> rateLimited;
            case PROVIDER_UNAVAILABLE, PROVIDER_BAD_RESPONSE -> unavailable;
            case PROVIDER_TIMEOUT -> timeout;
            default -> 0;
        };
    }

    /**
     * Full jitter: anything up to a bound that doubles each time, so that callers that failed together do not come back together.
     *
     * @param retry from 0
     */
    static Duration pause(int retry, RandomGenerator random) {
        long bound = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(retry, 10));
        return Duration.ofNanos(random.nextLong(bound + 1));
    }
}
