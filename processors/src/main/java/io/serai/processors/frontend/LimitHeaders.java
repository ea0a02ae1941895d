package io.serai.processors.frontend;

import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a front end's API tells how much more may be asked. */
@FunctionalInterface
public interface LimitHeaders {

    /** Tells nothing. */
    LimitHeaders NONE = (limits, now) -> Map.of();

    /** <a href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">OpenAI's</a>; resets are durations. */
    LimitHeaders OPENAI = (limits, now) -> {
        Map<String, String> headers = new LinkedHashMap<>();
        openAi(headers, "requests", limits.requests(), now);
        openAi(headers, "tokens", limits.tokens(), now);
        return headers;
    };

    /** The headers, by name. */
    Map<String, String> of(RateLimits limits, Instant now);

    private static void openAi(Map<String, String> headers, String what, Limit limit, Instant now) {
        limit.limit().ifPresent(count -> headers.put("x-ratelimit-limit-" + what, Long.toString(count)));
        limit.remaining().ifPresent(count -> headers.put("x-ratelimit-remaining-" + what, Long.toString(count)));
        limit.resetsAt().ifPresent(at -> headers.put("x-ratelimit-reset-" + what, span(Duration.between(now, at))));
    }

    /** In Go's spelling, as OpenAI's server has it: {@code 6m0s}, {@code 1.5s}, {@code 20ms}. */
    private static String span(Duration given) {
        Duration left = given.isNegative() ? Duration.ZERO : given;
        if (left.toMillis() < 1000) {
            return left.toMillis() + "ms";
        }
        String seconds = left.toMillisPart() == 0
                ? Integer.toString(left.toSecondsPart())
                : left.toSecondsPart() + "."
                        + Integer.toString(1000 + left.toMillisPart()).substring(1);
        return (left.toHours() > 0 ? left.toHours() + "h" : "")
                + (left.toMinutes() > 0 ? left.toMinutesPart() + "m" : "")
                + seconds + "s";
    }
}
