package io.serai.providers.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When a provider says that a call may be tried again. */
public final class RetryAfter {

    /** Longer than any provider asks for, short enough to be counted in anything. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private RetryAfter() {}

    /**
     * {@code retry-after-ms} (OpenAI, Azure), or {@code retry-after} in seconds or as a date (RFC 9110, 10.2.3); null where there is
     * neither, or nothing legible.
     */
    public static @Nullable Duration in(Function<String, Optional<String>> header, Instant receivedAt) {
        Duration exact = header.apply("retry-after-ms").map(ms -> number(ms, 1)).orElse(null);
        if (exact != null) {
            return exact;
        }
        String value = header.apply("retry-after").orElse("").strip();
        if (value.isEmpty()) {
            return null;
        }
        return Character.isDigit(value.charAt(0)) || value.charAt(0) == '-' ? seconds(value) : date(value, receivedAt);
    }

    /** A number of seconds, such as {@code 34.074824224}; null where it is none. */
    public static @Nullable Duration seconds(String value) {
        return number(value, 1000);
    }

    private static @Nullable Duration number(String value, int millis) {
        try {
            double asked = Double.parseDouble(value.strip()) * millis;
            return Double.isNaN(asked)
                    ? null
                    : bounded(Duration.ofMillis((long) Math.min(asked, (double) LONGEST.toMillis())));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration date(String value, Instant receivedAt) {
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(receivedAt, then));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
