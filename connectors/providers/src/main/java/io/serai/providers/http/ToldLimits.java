package io.serai.providers.http;

import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The limits that a provider tells in headers: OpenAI's {@code x-ratelimit-limit-requests} with resets as durations (<a
 * href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">source</a>), Anthropic's
 * {@code anthropic-ratelimit-requests-limit} with resets as times (<a
 * href="https://docs.claude.com/en/api/rate-limits#response-headers">source</a>).
 */
final class ToldLimits {

    private final Function<String, Optional<String>> header;
    private final Instant now;

    private ToldLimits(Function<String, Optional<String>> header, Instant now) {
        this.header = header;
        this.now = now;
    }

    static Optional<RateLimits> in(Function<String, Optional<String>> header, Instant now) {
        ToldLimits told = new ToldLimits(header, now);
        if (told.has("x-ratelimit-limit-requests") || told.has("x-ratelimit-limit-tokens")) {
            return Optional.of(new RateLimits(told.openAi("requests"), told.openAi("tokens")));
        }
        if (told.has("anthropic-ratelimit-requests-limit") || told.has("anthropic-ratelimit-tokens-limit")) {
            return Optional.of(new RateLimits(told.anthropic("requests"), told.anthropic("tokens")));
        }
        return Optional.empty();
    }

    private boolean has(String name) {
        return header.apply(name).isPresent();
    }

    private Limit openAi(String what) {
        return new Limit(
                number("x-ratelimit-limit-" + what),
                number("x-ratelimit-remaining-" + what),
                header.apply("x-ratelimit-reset-" + what)
                        .flatMap(ToldLimits::duration)
                        .map(now::plus));
    }

    private Limit anthropic(String what) {
        String prefix = "anthropic-ratelimit-" + what;
        return new Limit(
                number(prefix + "-limit"),
                number(prefix + "-remaining"),
                header.apply(prefix + "-reset").flatMap(ToldLimits::instant));
    }

    private OptionalLong number(String name) {
        try {
            return header.apply(name)
                    .map(value -> OptionalLong.of(Long.parseLong(value.strip())))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Go's spelling of a duration, such as {@code 6m0s}, {@code 1.5s} or {@code 20ms}; bare numbers are seconds. */
    static Optional<Duration> duration(String text) {
        double millis = 0;
        int at = 0;
        String given = text.strip();
        try {
            while (at < given.length()) {
                int end = at;
                while (end < given.length() && (Character.isDigit(given.charAt(end)) || given.charAt(end) == '.')) {
                    end++;
                }
                double number = Double.parseDouble(given.substring(at, end));
                int unitEnd = end;
                while (unitEnd < given.length() && Character.isLetter(given.charAt(unitEnd))) {
                    unitEnd++;
                }
                millis += number * millisOf(given.substring(end, unitEnd));
                at = unitEnd;
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(millis)));
    }

    private static double millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s", "" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> throw new IllegalArgumentException("unit");
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
