package io.serai.gateway.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Something that can be said after a command, as {@code --name value}.
 *
 * @param name without the dashes
 * @param field of the body, or parameter of the query, that it fills
 * @param place which of them
 * @param kind what its value is
 * @param need whether the command works without
 * @param help for people
 */
record Option(String name, String field, Place place, Kind kind, Need need, String help) {

    /** Where a value goes. */
    enum Place {
        QUERY,
        BODY
    }

    /** What a value is. */
    enum Kind {
        TEXT,
        NUMBER,
        /** Texts with commas between them. */
        LIST,
        /** {@code true} or {@code false}. */
        FLAG
    }

    /** Whether a command works without it. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }

    static Option query(String name, String help) {
        return new Option(name, name.replace('-', '_'), Place.QUERY, Kind.TEXT, Need.OPTIONAL, help);
    }

    static Option body(String name, Kind kind, String help) {
        return new Option(name, name.replace('-', '_'), Place.BODY, kind, Need.OPTIONAL, help);
    }

    Option required() {
        return new Option(name, field, place, kind, Need.REQUIRED, help);
    }

    /** The same, for a field that is called otherwise. */
    Option as(String other) {
        return new Option(name, other, place, kind, need, help);
    }

    /**
     * The value as JSON has it.
     *
     * @throws CommandException where it is none of its kind
     */
    Object value(String text) {
        return switch (kind) {
            case TEXT -> text;
            case LIST -> text.isEmpty() ? List.of() : List.of(text.split(",", -1));
            case NUMBER -> number(text);
            case FLAG ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw CommandException.usage("--" + name + " takes true or false");
                };
        };
    }

    private BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw CommandException.usage("--" + name + " takes a number");
        }
    }
}
