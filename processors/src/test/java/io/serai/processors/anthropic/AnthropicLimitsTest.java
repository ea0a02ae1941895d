package io.serai.processors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import io.serai.processors.frontend.Asked;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The names and forms of platform.claude.com/docs/en/api/rate-limits#response-headers. */
class AnthropicLimitsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void limits_areToldInAnthropicsNames_withTimesInWholeSeconds() {
        RateLimits limits = new RateLimits(
                new Limit(OptionalLong.of(50), OptionalLong.of(49), Optional.of(NOW.plusMillis(6500))),
                new Limit(OptionalLong.of(80_000), OptionalLong.empty(), Optional.empty()));

        assertThat(AnthropicLimits.INSTANCE.of(limits, NOW))
                .isEqualTo(Map.of(
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "49",
                        "anthropic-ratelimit-requests-reset", "2026-01-01T00:00:06Z",
                        "anthropic-ratelimit-tokens-limit", "80000"));
    }

    @Test
    void limits_thatNobodyTold_areNotTold() {
        assertThat(AnthropicLimits.INSTANCE.of(new RateLimits(Limit.UNKNOWN, Limit.UNKNOWN), NOW))
                .isEmpty();
    }

    @Test
    void message_tellsThem() {
        Asked asked = new Asked("m", Asked.Form.WHOLE, false);
        assertThat(new MessageShape(asked).limits()).isSameAs(AnthropicLimits.INSTANCE);
    }
}
