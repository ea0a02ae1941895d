package io.serai.providers.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's options, read.
 *
 * @param options as they were given
 */
record AzureOptions(Map<String, Object> options) {

    /** An option that is text; empty where it is absent or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(options.get(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }

    /** An option that maps names to names. */
    Map<String, String> names(String name) {
        Object given = options.get(name);
        if (given == null) {
            return Map.of();
        }
        if (!(given instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("expected " + name + " to map names to names");
        }
        Map<String, String> names = new LinkedHashMap<>();
        map.forEach((key, value) -> names.put(String.valueOf(key), String.valueOf(value)));
        return names;
    }
}
