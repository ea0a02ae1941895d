package io.serai.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One promise of the project about its speed.
 *
 * @param figure what was measured; empty when it could not be, and then {@code obstacle} says why
 */
record Budget(
        String promise, Bound bound, double limit, String unit, OptionalDouble figure, Optional<String> obstacle) {

    enum Bound {
        AT_MOST("≤"),
        AT_LEAST("≥");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    /** {@code met}, {@code missed} or {@code not measured}. */
    String verdict() {
        if (figure.isEmpty()) {
            return "not measured";
        }
        double value = figure.getAsDouble();
        boolean met = bound == Bound.AT_MOST ? value <= limit : value >= limit;
        return met ? "met" : "**missed**";
    }

    /** As a table of the report shows it. */
    String row() {
        return String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", promise, limitText(), figureText(), verdict());
    }

    String limitText() {
        return bound.sign + " " + number(limit) + unit;
    }

    String figureText() {
        return figure.isPresent() ? number(figure.getAsDouble()) + unit : obstacle.orElse("no figure");
    }

    private static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
