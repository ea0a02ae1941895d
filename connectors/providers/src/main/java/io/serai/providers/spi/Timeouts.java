package io.serai.providers.spi;

import io.serai.api.call.TimeLimits;
import java.time.Duration;

/**
 * How long a call waits, and for what.
 *
 * @param connect for a connection
 * @param firstToken from the request to the first token, or to a whole answer's first byte
 * @param idle between two pieces of an answer
 * @param total for everything together
 */
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration total) {

    /** As OpenAI's own SDKs wait: ten minutes in all. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(5), Duration.ofSeconds(300), Duration.ofSeconds(120), Duration.ofSeconds(600));

    public Timeouts {
        positive("connect", connect);
        positive("firstToken", firstToken);
        positive("idle", idle);
        positive("total", total);
    }

    /** As a route limits them. */
    public Timeouts within(TimeLimits limits) {
        if (limits.equals(TimeLimits.NONE)) {
            return this;
        }
        return new Timeouts(
                limits.ofConnecting().orElse(connect),
                limits.ofFirstToken().orElse(firstToken),
                limits.ofIdling().orElse(idle),
                limits.inAll().orElse(total));
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("timeout " + name + " must be positive, found " + duration);
        }
    }
}
