package io.serai.providers.simulated;

import java.util.OptionalDouble;

/**
 * When each token of an answer is due, on the clock of {@link System#nanoTime()}. A slow reader delays nothing: what has become due
 * meanwhile is there.
 *
 * @param firstAt when the first token is due
 * @param tokensPerSecond empty for all at once
 */
record Pace(long firstAt, OptionalDouble tokensPerSecond) {

    static Pace of(Steering steering, long startedAt) {
        return new Pace(
                startedAt
                        + steering.latency().toNanos()
                        + steering.firstTokenDelay().toNanos(),
                steering.tokensPerSecond());
    }

    /** When the token is due that follows so many others. */
    long dueAfter(long tokens) {
        return tokensPerSecond.isEmpty() ? firstAt : firstAt + (long) (tokens * 1e9 / tokensPerSecond.getAsDouble());
    }
}
