package io.serai.processors.yaml;

import java.math.BigDecimal;

/**
 * A text, a number, a flag, or nothing: as it is written, whatever YAML would make of it.
 *
 * @param quoted whether it stands in quotes, which makes a text even of digits
 */
public record YamlScalar(Place place, String written, boolean quoted) implements YamlNode {

    /** Whether nothing is written, or {@code null} or {@code ~}. */
    public boolean isNothing() {
        return !quoted && (written.isEmpty() || written.equals("null") || written.equals("~"));
    }

    public String text() {
        if (isNothing() || written.isBlank()) {
            throw wrong("expected a text, found nothing");
        }
        return written;
    }

    public BigDecimal decimal() {
        try {
            return new BigDecimal(written);
        } catch (NumberFormatException e) {
            throw wrong("expected a number, found " + words());
        }
    }

    /** A number without decimals, between the two. */
    public long whole(long least, long most) {
        try {
            long number = decimal().longValueExact();
            if (number >= least && number <= most) {
                return number;
            }
        } catch (ArithmeticException notWhole) {
            throw wrong("expected a number without decimals, found " + words());
        }
        throw wrong("expected a number from " + least + " to " + most + ", found " + words());
    }

    public boolean flag() {
        return switch (written) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("expected true or false, found " + words());
        };
    }

    @Override
    public String words() {
        return isNothing() ? "nothing" : "'" + written + "'";
    }
}
