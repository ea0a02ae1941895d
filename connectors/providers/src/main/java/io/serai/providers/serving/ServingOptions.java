package io.serai.providers.serving;

import io.serai.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A provider's options, read.
 *
 * @param options as they were given
 */
public record ServingOptions(Map<String, Object> options) {

    /** An option that is text; empty where it is absent or blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(options.get(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }

    /** An option that is one of these words, the first of them where it is absent. */
    public String word(String name, List<String> words) {
        String given = text(name).orElse(words.get(0));
        if (!words.contains(given)) {
            throw new IllegalArgumentException(
                    "expected option " + name + " to be one of " + words + ", found '" + given + "'");
        }
        return given;
    }

    /** An option that is a whole number between these, both included. */
    public OptionalInt number(String name, int least, int most) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException notWhole) {
            // Said below.
        }
        throw new IllegalArgumentException("expected option " + name + " to be a whole number from " + least + " to "
                + most + ", found '" + given.get() + "'");
    }

    /** An option that is an object; empty where it is absent. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String name) {
        Object given = options.get(name);
        if (given == null || given.equals("")) {
            return Map.of();
        }
        if (given instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("expected option " + name + " to be an object, found " + Json.kindOf(given));
    }
}
