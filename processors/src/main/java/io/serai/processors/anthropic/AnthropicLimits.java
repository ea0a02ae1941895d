package io.serai.processors.anthropic;

import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import io.serai.processors.frontend.LimitHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much more may be asked, in Anthropic's names (<a
 * href="https://platform.claude.com/docs/en/api/rate-limits#response-headers">source</a>). Resets are times, in RFC 3339.
 */
final class AnthropicLimits implements LimitHeaders {

    static final LimitHeaders INSTANCE = new AnthropicLimits();

    private AnthropicLimits() {}

    @Override
    public Map<String, String> of(RateLimits limits, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        tell(headers, "anthropic-ratelimit-requests-", limits.requests());
        tell(headers, "anthropic-ratelimit-tokens-", limits.tokens());
        return headers;
    }

    private static void tell(Map<String, String> headers, String prefix, Limit limit) {
        limit.limit().ifPresent(count -> headers.put(prefix + "limit", Long.toString(count)));
        limit.remaining().ifPresent(count -> headers.put(prefix + "remaining", Long.toString(count)));
        limit.resetsAt()
                .ifPresent(at -> headers.put(
                        prefix + "reset", at.truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
