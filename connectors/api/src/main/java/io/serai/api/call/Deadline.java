package io.serai.api.call;

import java.time.Duration;

/**
 * The moment at which something gives up, on the clock of {@link System#nanoTime()}.
 *
 * @param nanoTime the moment
 */
public record Deadline(long nanoTime) {

    /** Further away than any call lasts. */
    public static final Deadline NEVER = after(Duration.ofDays(3650));

    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Nanoseconds until then; negative once it has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    public Deadline earlierOf(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }
}
