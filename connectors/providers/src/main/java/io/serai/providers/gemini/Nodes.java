package io.serai.providers.gemini;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading and making plain JSON data. */
final class Nodes {

    private Nodes() {}

    /** An object of one member. */
    static Map<String, Object> of(String name, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(4);
        map.put(name, value);
        return map;
    }

    /** An object of two members. */
    static Map<String, Object> of(String name, Object value, String second, Object other) {
        Map<String, Object> map = of(name, value);
        map.put(second, other);
        return map;
    }

    /** A member that is an object; empty where it is not. */
    static Map<String, Object> object(Map<?, ?> map, String name) {
        return map.get(name) instanceof Map<?, ?> object ? cast(object) : Map.of();
    }

    /** A list's elements that are objects. */
    static List<Map<?, ?>> objects(@Nullable Object list) {
        if (!(list instanceof List<?> elements) || elements.isEmpty()) {
            return List.of();
        }
        List<Map<?, ?>> objects = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (element instanceof Map<?, ?> object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** A member that is a string that says something, or null. */
    static @Nullable String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** A whole number, or nothing. */
    static long count(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** JSON text. */
    static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    /** A copy with the other's members; objects that both have are merged in turn, of anything else the other's counts. */
    static Map<String, Object> merged(Map<String, Object> known, Map<?, ?> other) {
        Map<String, Object> merged = new LinkedHashMap<>(known);
        other.forEach((name, value) -> {
            Object there = merged.get(String.valueOf(name));
            merged.put(
                    String.valueOf(name),
                    there instanceof Map<?, ?> left && value instanceof Map<?, ?> right
                            ? merged(cast(left), right)
                            : value);
        });
        return merged;
    }

    /** {@code top_k} as {@code topK}. */
    static String camel(String snake) {
        if (snake.indexOf('_') < 0) {
            return snake;
        }
        StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i + 1 < snake.length()) {
                camel.append(Character.toUpperCase(snake.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
