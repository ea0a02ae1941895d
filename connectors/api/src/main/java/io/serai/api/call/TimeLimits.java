package io.serai.api.call;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long one call of a model may wait, and for what, where a route says so; null leaves it to the provider's own setting.
 *
 * @param connect for a connection
 * @param firstToken from the request to the first token, or to a whole answer's first byte
 * @param idle between two pieces of an answer
 * @param total for everything together
 */
public record TimeLimits(
        @Nullable Duration connect, @Nullable Duration firstToken, @Nullable Duration idle, @Nullable Duration total) {

    public static final TimeLimits NONE = new TimeLimits(null, null, null, null);

    public TimeLimits {
        positive("connect", connect);
        positive("firstToken", firstToken);
        positive("idle", idle);
        positive("total", total);
    }

    /** What is limited by both, by the shorter: a model inside another keeps the promise of the outer one. */
    public TimeLimits within(TimeLimits outer) {
        if (outer.equals(NONE)) {
            return this;
        }
        return new TimeLimits(
                shorter(connect, outer.connect),
                shorter(firstToken, outer.firstToken),
                shorter(idle, outer.idle),
                shorter(total, outer.total));
    }

    public Optional<Duration> ofConnecting() {
        return Optional.ofNullable(connect);
    }

    public Optional<Duration> ofFirstToken() {
        return Optional.ofNullable(firstToken);
    }

    public Optional<Duration> ofIdling() {
        return Optional.ofNullable(idle);
    }

    public Optional<Duration> inAll() {
        return Optional.ofNullable(total);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static void positive(String name, @Nullable Duration duration) {
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            throw new IllegalArgumentException("the time limit " + name + " must be positive, found " + duration);
        }
    }
}
