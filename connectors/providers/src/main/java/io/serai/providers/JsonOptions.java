package io.serai.providers;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A provider's options as they are meant. Camel's YAML binds no list and no nested object into a map of a bean (4.18.0), so these are written as
 * JSON in a text: {@code deployments: '{"gpt-4o": "my-gpt-4o"}'}.
 */
final class JsonOptions {

    private JsonOptions() {}

    /**
     * The options, those read that are JSON of an object or a list.
     *
     * @param texts names of those that are not
     * @throws IllegalArgumentException naming the option that begins like JSON and is none
     */
    static Map<String, Object> read(Map<String, Object> options, Set<String> texts) {
        Map<String, Object> read = new LinkedHashMap<>(options);
        read.replaceAll((name, value) -> value instanceof String text && looksLikeJson(text) && !texts.contains(name)
                ? parsed(name, text)
                : value);
        return read;
    }

    private static boolean looksLikeJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") || stripped.startsWith("[");
    }

    private static Object parsed(String name, String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        try {
            Object value = Json.standard().read(json, 0, json.length);
            return value == null ? text : value;
        } catch (JsonException e) {
            throw new IllegalArgumentException("expected option " + name + " to be JSON: " + e.getMessage(), e);
        }
    }
}
