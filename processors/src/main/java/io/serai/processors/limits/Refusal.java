package io.serai.processors.limits;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.processors.prices.NanoDollars;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a caller is told of a limit that has nothing left for it: whose limit it is, of what, and when it may come back. */
final class Refusal {

    /** When something that is under way will have ended nobody knows; often it is soon. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private Refusal() {}

    /**
     * The refusal of so much, in the unit of the limit's metric.
     *
     * @param outcome anything but {@link Shares.Outcome#TAKEN}
     */
    static SeraiException of(Tally tally, long amount, Shares.Outcome outcome, Shares shares) {
        if (outcome == Shares.Outcome.AWAY) {
            return new GatewayException(
                            ErrorKind.GATEWAY_OVERLOADED, "How much is left of a limit can't be told at the moment.")
                    .withRetryAfter(Shares.PAUSE);
        }
        Limit limit = tally.limit();
        boolean never = amount > limit.amount();
        String message = "The limit " + limit.scope().words() + " of " + shown(limit, limit.amount()) + " "
                + (limit.metric() == Metric.CONCURRENT ? "" : limit.window().words())
                + (never ? " is less than this request may need: " + shown(limit, amount) + "." : " is reached.");
        return new PolicyException(kind(limit), message.replace("  ", " "))
                .withRetryAfter(never ? null : retryAfter(tally, amount, shares));
    }

    private static ErrorKind kind(Limit limit) {
        if (limit.metric() == Metric.COST) {
            return ErrorKind.POLICY_BUDGET_EXCEEDED;
        }
        if (limit.metric() == Metric.CONCURRENT) {
            return ErrorKind.POLICY_RATE_LIMITED;
        }
        return switch (limit.window().unit()) {
            case SECOND, MINUTE, HOUR -> ErrorKind.POLICY_RATE_LIMITED;
            default -> ErrorKind.POLICY_QUOTA_EXCEEDED;
        };
    }

    private static String shown(Limit limit, long amount) {
        String count = limit.metric() == Metric.COST ? new NanoDollars(amount).toString() : Long.toString(amount);
        return count + " " + limit.metric().words();
    }

    /** When so much fits if nobody else uses any; null where it never does by itself. */
    private static @Nullable Duration retryAfter(Tally tally, long amount, Shares shares) {
        Limit limit = tally.limit();
        if (limit.metric() == Metric.CONCURRENT) {
            return SOON;
        }
        if (limit.window().unit() == Window.Unit.TOTAL) {
            return null;
        }
        long now = shares.now();
        Counter counter = tally.counterAt(now);
        if (counter.rolling() == null) {
            return Duration.ofMillis(counter.until() - now);
        }
        long part = limit.window().partMillis();
        int early = 1;
        int late = limit.window().parts() + 1;
        while (early < late) {
            int middle = (early + late) / 2;
            if (shares.leftAt(tally, now + middle * part) >= amount) {
                late = middle;
            } else {
                early = middle + 1;
            }
        }
        return Duration.ofMillis(counter.from() + early * part - now);
    }
}
