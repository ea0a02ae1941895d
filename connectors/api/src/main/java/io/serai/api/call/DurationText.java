package io.serai.api.call;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as settings and files have them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 24h} or {@code 1m30s}. */
public final class DurationText {

    private static final Pattern PARTS = Pattern.compile(
            "(?:(\\d{1,9})\\s*h)?\\s*(?:(\\d{1,9})\\s*m)?\\s*(?:(\\d{1,9})\\s*s)?\\s*(?:(\\d{1,9})\\s*ms)?");

    private DurationText() {}

    /** Empty where the text is none: a number without a unit, say. */
    public static Optional<Duration> read(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isBlank() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)))
                .plusMillis(number(parts.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
