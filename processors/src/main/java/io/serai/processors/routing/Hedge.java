package io.serai.processors.routing;

import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;

/**
 * When another target is asked although the first has not failed.
 *
 * @param after this long without content; empty for as long as 95 of 100 calls of the target take
 * @param atMost other targets at a time
 */
public record Hedge(Optional<Duration> after, int atMost) {

    /** For a target of which too little is known. */
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    public Hedge {
        if (atMost < 1 || after.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("expected a hedge of 1 or more after no negative time, found " + atMost
                    + " after " + after.map(Duration::toString).orElse("p95"));
        }
    }

    /** For beans that are declared: after {@code p95}, or after {@code 500ms}. */
    public static Hedge of(String after, int atMost) {
        return new Hedge(
                after.equals("p95")
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(TimeUtils.toMilliSeconds(after))),
                atMost);
    }

    Duration delay(Standing standing, AnswerForm form) {
        return after.orElseGet(() -> standing.slowest(form).orElse(UNKNOWN));
    }
}
