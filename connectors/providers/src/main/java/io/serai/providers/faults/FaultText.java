package io.serai.providers.faults;

import io.serai.api.call.DurationText;
import io.serai.api.error.ErrorKind;
import io.serai.providers.faults.Fault.Breaking;
import io.serai.providers.faults.Fault.Manner;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One fault as it is written: members {@code name=value} between semicolons. What says nothing, or nothing that is heeded, is refused. */
final class FaultText {

    private static final List<String> NAMES =
            List.of("delay", "status", "error", "retry-after", "cut-after", "stall-after", "target", "key", "share");
    /** At most one of these. */
    private static final List<String> ENDS = List.of("status", "error", "cut-after", "stall-after");

    private static final String KIND_PREFIX = "provider_";

    private final Map<String, String> members = new LinkedHashMap<>();

    FaultText(String text) {
        for (String member : text.split(";", -1)) {
            int equals = member.indexOf('=');
            String name = equals < 0 ? "" : member.substring(0, equals).strip();
            if (!NAMES.contains(name)) {
                throw wrong("members such as status=503, of the names " + NAMES, member.strip());
            }
            if (members.put(name, member.substring(equals + 1).strip()) != null) {
                throw wrong(name + " once", "it twice");
            }
        }
    }

    Fault parse() {
        List<String> ends = ENDS.stream().filter(members::containsKey).toList();
        if (ends.size() > 1) {
            throw wrong("one of " + ENDS, ends.toString());
        }
        if (ends.isEmpty() && !members.containsKey("delay")) {
            throw wrong("delay or one of " + ENDS, "neither");
        }
        Optional<Duration> retryAfter = value("retry-after", "seconds or a duration such as 2s", FaultText::duration);
        Optional<Refusal> refusal = refusal(retryAfter);
        if (retryAfter.isPresent() && refusal.filter(Refusal::isPassing).isEmpty()) {
            throw wrong("retry-after beside a refusal that passes, such as status=429 or status=503", "it elsewhere");
        }
        return new Fault(
                aim(),
                value("delay", "a duration such as 2s", FaultText::duration).orElse(Duration.ZERO),
                refusal,
                breaking("cut-after", Manner.CUT).or(() -> breaking("stall-after", Manner.STALL)));
    }

    private Aim aim() {
        return new Aim(
                value("target", "a target such as openai/*", FaultText::target),
                value("key", "the label of a key", FaultText::word),
                value("share", "a share such as 10% or 0.1", FaultText::share).orElse(1.0));
    }

    private Optional<Refusal> refusal(Optional<Duration> retryAfter) {
        Optional<Refusal> byStatus = value("status", "an HTTP status from 400 to 599", FaultText::status)
                .map(status -> new Refusal.ByStatus(status, retryAfter));
        return byStatus.or(() ->
                value("error", "one of " + kinds(), FaultText::kind).map(kind -> new Refusal.ByKind(kind, retryAfter)));
    }

    private Optional<Breaking> breaking(String name, Manner manner) {
        return value(name, "a number of chunks", FaultText::count).map(after -> new Breaking(manner, after));
    }

    /** The value of a member, read; the reader answers null where it can't. */
    private <T> Optional<T> value(String name, String expected, Function<String, @Nullable T> reader) {
        String text = members.get(name);
        if (text == null) {
            return Optional.empty();
        }
        T value = reader.apply(text);
        if (value == null) {
            throw wrong(name + " to be " + expected, text);
        }
        return Optional.of(value);
    }

    private static @Nullable Duration duration(String text) {
        // A number alone is seconds, as in the header Retry-After.
        return DurationText.read(text.matches("\\d{1,7}") ? text + "s" : text)
                .filter(duration -> duration.toDays() < 366)
                .orElse(null);
    }

    private static @Nullable Integer status(String text) {
        return text.matches("[45]\\d\\d") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Integer count(String text) {
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable String word(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String target(String text) {
        return text.equals("*") || text.contains("/") ? text : null;
    }

    private static @Nullable ErrorKind kind(String text) {
        return Arrays.stream(ErrorKind.values())
                .filter(kind -> kind.label().equals(KIND_PREFIX + text))
                .findFirst()
                .orElse(null);
    }

    private static String kinds() {
        return Arrays.stream(ErrorKind.values())
                .map(ErrorKind::label)
                .filter(label -> label.startsWith(KIND_PREFIX))
                .map(label -> label.substring(KIND_PREFIX.length()))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Double share(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            return null;
        }
        double share = new BigDecimal(number).doubleValue() / (percent ? 100 : 1);
        return share > 0 && share <= 1 ? share : null;
    }

    private IllegalArgumentException wrong(String expected, String found) {
        return new IllegalArgumentException("expected " + expected + ", found '" + shortened(found) + "'");
    }

    /** A caller wrote it, and reads it again. */
    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
