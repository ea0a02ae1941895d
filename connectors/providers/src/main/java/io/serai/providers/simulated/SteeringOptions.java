package io.serai.providers.simulated;

import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.simulated.Steering.Fault;
import io.serai.providers.simulated.Steering.Interruption;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a simulated provider is steered: in the options of its bean, where numbers may be written as text, and in the
 * member {@code simulate} of a request, which goes before them. Null in the latter takes an option of the bean back.
 *
 * <ul>
 *   <li>{@code latency_ms}, {@code first_token_delay_ms}: milliseconds
 *   <li>{@code tokens_per_second}
 *   <li>{@code error_status} (400 to 599), {@code retry_after} (seconds), {@code error_code}
 *   <li>one of {@code cut_after_chunks}, {@code silent_after_chunks}, {@code malformed_after_chunks}
 *   <li>{@code content}: the text to say
 * </ul>
 */
final class SteeringOptions {

    private static final String LATENCY = "latency_ms";
    private static final String FIRST_TOKEN_DELAY = "first_token_delay_ms";
    private static final String TOKENS_PER_SECOND = "tokens_per_second";
    private static final String ERROR_STATUS = "error_status";
    private static final String RETRY_AFTER = "retry_after";
    private static final String ERROR_CODE = "error_code";
    private static final String CONTENT = "content";
    private static final Map<String, Fault> FAULTS = Map.of(
            "cut_after_chunks", Fault.CUT,
            "silent_after_chunks", Fault.SILENCE,
            "malformed_after_chunks", Fault.MALFORMED);
    /** Those that are texts. */
    static final Set<String> TEXTS = Set.of(ERROR_CODE, CONTENT);

    private static final BigDecimal DAY_MILLIS = new BigDecimal(86_400_000);

    /** The numbers, with what they may be. */
    private static final Map<String, Range> NUMBERS = Map.of(
            LATENCY,
            new Range(BigDecimal.ZERO, DAY_MILLIS),
            FIRST_TOKEN_DELAY,
            new Range(BigDecimal.ZERO, DAY_MILLIS),
            TOKENS_PER_SECOND,
            new Range(new BigDecimal("0.001"), new BigDecimal(1_000_000)),
            ERROR_STATUS,
            new Range(new BigDecimal(400), new BigDecimal(599)),
            RETRY_AFTER,
            new Range(BigDecimal.ZERO, new BigDecimal(86_400)),
            "cut_after_chunks",
            Range.COUNT,
            "silent_after_chunks",
            Range.COUNT,
            "malformed_after_chunks",
            Range.COUNT);

    private final Map<String, Object> bean;
    private final Steering steering;

    private SteeringOptions(Map<String, Object> bean) {
        this.bean = bean;
        this.steering = steering(bean);
    }

    /** Those of a bean. */
    static SteeringOptions ofBean(String provider, Map<String, Object> options) {
        Complaint complaint = (name, message) ->
                new IllegalArgumentException("option '" + name + "' of provider '" + provider + "' " + message);
        Map<String, Object> numbered = new LinkedHashMap<>(options);
        numbered.replaceAll((name, value) ->
                NUMBERS.containsKey(name) && value instanceof String text ? number(name, text, complaint) : value);
        return new SteeringOptions(checked(numbered, complaint));
    }

    /** How a call is steered whose request has this member {@code simulate}. */
    Steering steering(@Nullable Object simulate) {
        if (simulate == null) {
            return steering;
        }
        if (!(simulate instanceof Map<?, ?> members)) {
            throw CallerException.badField(
                    "simulate", "'simulate' must be an object, found " + Json.kindOf(simulate) + ".");
        }
        Map<String, Object> merged = new LinkedHashMap<>(bean);
        if (FAULTS.keySet().stream().anyMatch(members::containsKey)) {
            merged.keySet().removeAll(FAULTS.keySet());
        }
        merged.putAll(checked(members, SteeringOptions::badField));
        return steering(merged);
    }

    private static RuntimeException badField(String name, String message) {
        return CallerException.badField("simulate." + name, "'simulate." + name + "' " + message + ".");
    }

    /** Nulls stay: they take back. */
    private static Map<String, Object> checked(Map<?, ?> options, Complaint complaint) {
        Map<String, Object> checked = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            String name = String.valueOf(key);
            checked.put(name, value == null ? null : checked(name, value, complaint));
        });
        List<String> faults = FAULTS.keySet().stream()
                .filter(name -> checked.get(name) != null)
                .sorted()
                .toList();
        if (faults.size() > 1) {
            throw complaint.about(faults.get(1), "does not go together with '" + faults.get(0) + "'");
        }
        return checked;
    }

    private static Object checked(String name, Object value, Complaint complaint) {
        Range range = NUMBERS.get(name);
        if (range == null) {
            if (!TEXTS.contains(name)) {
                throw complaint.about(name, "is unknown");
            }
            if (value instanceof String) {
                return value;
            }
            throw complaint.about(name, "must be a string, found " + Json.kindOf(value));
        }
        if (!(value instanceof Number)) {
            throw complaint.about(name, "must be a number, found " + Json.kindOf(value));
        }
        BigDecimal number = number(name, value.toString(), complaint);
        if (number.compareTo(range.least()) < 0 || number.compareTo(range.most()) > 0) {
            throw complaint.about(name, "must be from " + range.least() + " to " + range.most());
        }
        return number;
    }

    private static BigDecimal number(String name, String text, Complaint complaint) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw complaint.about(name, "must be a number");
        }
    }

    private static Steering steering(Map<String, Object> options) {
        Optional<BigDecimal> speed = number(options, TOKENS_PER_SECOND);
        Optional<Refusal> refusal = number(options, ERROR_STATUS)
                .map(status -> new Refusal(
                        status.intValue(),
                        number(options, RETRY_AFTER).map(SteeringOptions::seconds),
                        text(options, ERROR_CODE)));
        Optional<Interruption> interruption = FAULTS.entrySet().stream()
                .flatMap(
                        fault -> number(options, fault.getKey())
                                .map(after -> new Interruption(fault.getValue(), after.intValue()))
                                .stream())
                .findFirst();
        return new Steering(
                number(options, LATENCY).map(SteeringOptions::millis).orElse(Duration.ZERO),
                number(options, FIRST_TOKEN_DELAY).map(SteeringOptions::millis).orElse(Duration.ZERO),
                speed.map(s -> OptionalDouble.of(s.doubleValue())).orElse(OptionalDouble.empty()),
                refusal,
                interruption,
                text(options, CONTENT));
    }

    private static Optional<BigDecimal> number(Map<String, Object> options, String name) {
        return options.get(name) instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
    }

    private static Optional<String> text(Map<String, Object> options, String name) {
        return options.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Duration seconds(BigDecimal seconds) {
        return millis(seconds.scaleByPowerOfTen(3));
    }

    private static Duration millis(BigDecimal millis) {
        return Duration.ofNanos((long) (millis.doubleValue() * 1e6));
    }

    private record Range(BigDecimal least, BigDecimal most) {
        static final Range COUNT = new Range(BigDecimal.ZERO, new BigDecimal(Integer.MAX_VALUE));
    }

    /** Whom a wrong option is blamed on. */
    @FunctionalInterface
    private interface Complaint {
        RuntimeException about(String name, String message);
    }
}
