package io.serai.providers.simulated;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes up the texts and numbers of {@link SchemaSampler}. */
final class ScalarSampler {

    /** Nobody shows a text of this length; a schema may still demand one of a billion characters. */
    private static final int LONGEST = 10_000;
    /** Digits before the point and behind it: beyond them a bound is no bound, but a way to fill the memory. */
    private static final int DIGITS = 17;

    private final String topic;

    ScalarSampler(String topic) {
        this.topic = topic;
    }

    String string(Map<String, Object> schema, long seed, int nth) {
        String formatted = schema.get("format") instanceof String format ? format(format, seed, nth) : null;
        if (formatted != null) {
            return formatted;
        }
        StringBuilder text = new StringBuilder(topic);
        if (nth > 0) {
            // In front, where a greatest length does not cut it off.
            text.insert(0, (nth + 1) + " ");
        }
        int least = Math.min(length(schema, "minLength", 0), LONGEST);
        int most = Math.min(length(schema, "maxLength", LONGEST), LONGEST);
        while (text.codePointCount(0, text.length()) < least) {
            text.append(" simulated");
        }
        int points = text.codePointCount(0, text.length());
        return points <= most ? text.toString() : text.substring(0, text.offsetByCodePoints(0, most));
    }

    Object integer(Map<String, Object> schema, long seed, int nth) {
        BigDecimal number = within(schema, step(schema, BigDecimal.ONE), seed, nth);
        return number.setScale(0, RoundingMode.HALF_UP).longValue();
    }

    Object number(Map<String, Object> schema, long seed, int nth) {
        BigDecimal number = within(schema, step(schema, new BigDecimal("0.5")), seed, nth);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static BigDecimal within(Map<String, Object> schema, BigDecimal step, long seed, int nth) {
        Bounds bounds = Bounds.of(schema);
        BigDecimal free = step.multiply(BigDecimal.valueOf(1 + StableHash.pick(seed, 9) + (long) nth));
        BigDecimal least = bounds.least();
        BigDecimal most = bounds.most();
        if (least == null && most == null) {
            return free;
        }
        BigDecimal candidate;
        if (least != null) {
            candidate = least.divide(step, 0, RoundingMode.CEILING).multiply(step);
            candidate = bounds.exceeds(candidate) ? candidate : candidate.add(step);
            candidate = candidate.add(step.multiply(BigDecimal.valueOf(nth)));
        } else {
            candidate = free;
        }
        if (most != null && !bounds.underruns(candidate)) {
            candidate = most.divide(step, 0, RoundingMode.FLOOR).multiply(step);
            candidate = bounds.underruns(candidate) ? candidate : candidate.subtract(step);
        }
        return bounds.exceeds(candidate) && bounds.underruns(candidate) ? candidate : bounds.middle(candidate);
    }

    private static BigDecimal step(Map<String, Object> schema, BigDecimal otherwise) {
        BigDecimal multiple = decimal(schema.get("multipleOf"));
        return multiple != null && multiple.signum() > 0 ? multiple : otherwise;
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return null;
        }
        double rough = number.doubleValue();
        if (Double.isNaN(rough) || Math.abs(rough) > 1e17) {
            return null;
        }
        BigDecimal decimal = new BigDecimal(number.toString());
        return Math.abs((long) decimal.scale()) > DIGITS
                ? new BigDecimal(rough).setScale(DIGITS, RoundingMode.HALF_UP)
                : decimal;
    }

    private static int length(Map<String, Object> schema, String name, int otherwise) {
        return schema.get(name) instanceof Number number ? Math.max(0, number.intValue()) : otherwise;
    }

    /** The formats that OpenAI's structured outputs name, and {@code uri}; null for others, which any text may claim to be. */
    private static @Nullable String format(String format, long seed, int nth) {
        int day = 1 + StableHash.pick(StableHash.mix(seed + nth), 28);
        String two = day < 10 ? "0" + day : String.valueOf(day);
        return switch (format) {
            case "date-time" -> "2026-01-" + two + "T12:00:00Z";
            case "date" -> "2026-01-" + two;
            case "time" -> "12:00:" + two + "Z";
            case "duration" -> "P" + day + "D";
            case "email" -> "simulated" + (nth + 1) + "@example.com";
            case "hostname" -> "simulated" + (nth + 1) + ".example.com";
            case "ipv4" -> "192.0.2." + (nth % 254 + 1);
            case "ipv6" -> "2001:db8::" + Integer.toHexString(nth % 65_535 + 1);
            case "uri", "url" -> "https://example.com/simulated/" + (nth + 1);
            case "uuid" -> "00000000-0000-4000-8000-" + String.format("%012x", nth + 1);
            default -> null;
        };
    }

    /** What lies between two ends, either of which may be open or missing. */
    private record Bounds(@Nullable BigDecimal least, boolean leastIn, @Nullable BigDecimal most, boolean mostIn) {

        static Bounds of(Map<String, Object> schema) {
            BigDecimal least = decimal(schema.get("minimum"));
            BigDecimal above = decimal(schema.get("exclusiveMinimum"));
            BigDecimal most = decimal(schema.get("maximum"));
            BigDecimal below = decimal(schema.get("exclusiveMaximum"));
            boolean open = above != null && (least == null || above.compareTo(least) >= 0);
            boolean shut = below != null && (most == null || below.compareTo(most) <= 0);
            return new Bounds(
                    open ? above : least,
                    // Draft 4 has booleans here, which open the bound beside them.
                    !open && !Boolean.TRUE.equals(schema.get("exclusiveMinimum")),
                    shut ? below : most,
                    !shut && !Boolean.TRUE.equals(schema.get("exclusiveMaximum")));
        }

        boolean exceeds(BigDecimal value) {
            return least == null || value.compareTo(least) > 0 || (leastIn && value.compareTo(least) == 0);
        }

        boolean underruns(BigDecimal value) {
            return most == null || value.compareTo(most) < 0 || (mostIn && value.compareTo(most) == 0);
        }

        /** Where no step falls between the ends: half way between them. */
        BigDecimal middle(BigDecimal otherwise) {
            return least == null || most == null ? otherwise : least.add(most).divide(BigDecimal.valueOf(2));
        }
    }
}
