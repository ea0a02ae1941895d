package io.serai.api.standing;

import java.time.Duration;

/**
 * When a target that fails rests.
 *
 * @param after failures in a row
 * @param duration of the rest
 */
public record Cooldown(int after, Duration duration) {

    public static final Cooldown DEFAULT = new Cooldown(3, Duration.ofSeconds(30));

    public Cooldown {
        if (after < 1 || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a cooldown after 1 failure or more, of no negative duration, found " + after + " and "
                            + duration);
        }
    }

    /** As long a rest, after the first failure. */
    public Cooldown atOnce() {
        return new Cooldown(1, duration);
    }
}
