package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldLimitsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void openAisHeaders_areRead() {
        assertThat(in(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-limit-tokens", "150000",
                        "x-ratelimit-remaining-tokens", "149984",
                        "x-ratelimit-reset-tokens", "6m0s")))
                .contains(new RateLimits(limit(60, 59, 1), limit(150000, 149984, 360)));
    }

    @Test
    void anthropicsHeaders_areRead() {
        assertThat(in(Map.of(
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "49",
                        "anthropic-ratelimit-requests-reset", "2026-01-01T00:00:02Z",
                        "anthropic-ratelimit-tokens-limit", "not a number")))
                .contains(new RateLimits(limit(50, 49, 2), Limit.UNKNOWN));
    }

    @Test
    void noHeaders_areNoLimits() {
        assertThat(in(Map.of("x-request-id", "r"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20ms, 20", "1s, 1000", "1.5s, 1500", "6m0s, 360000", "1h2m3s, 3723000", "7, 7000"})
    void durations_areGos(String text, long millis) {
        assertThat(ToldLimits.duration(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1x", "s", "-1s"})
    void durations_thatAreNone_areIgnored(String text) {
        assertThat(ToldLimits.duration(text)).isEmpty();
    }

    private static Limit limit(long limit, long remaining, long seconds) {
        return new Limit(OptionalLong.of(limit), OptionalLong.of(remaining), Optional.of(NOW.plusSeconds(seconds)));
    }

    private static Optional<RateLimits> in(Map<String, String> headers) {
        return ToldLimits.in(name -> Optional.ofNullable(headers.get(name)), NOW);
    }
}
