package io.serai.providers.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema as {@code outputConfig.textFormat} and strict tools take it: each object closed, and none of the words that it refuses (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">JSON Schema support</a>). Objects that do not say are
 * closed: what fits then fits the schema as it was given, too.
 */
final class ClosedSchema {

    /** Not supported, by the same page: limits of numbers, texts and lists beyond minItems of 0 and 1, recursion (found as {@code $ref: #}). */
    private static final Set<String> REFUSED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "oneOf",
            "not",
            "if",
            "dependentRequired");

    private ClosedSchema() {}

    /** The schema, closed; empty where it says what can't be said. */
    @SuppressWarnings("unchecked")
    static Optional<Map<String, Object>> of(Map<String, Object> schema) {
        return Optional.ofNullable((Map<String, Object>) closed(schema));
    }

    private static @Nullable Object closed(Object schema) {
        if (!(schema instanceof Map<?, ?> map)) {
            return schema;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String name = String.valueOf(member.getKey());
            Object value = refuses(name, member.getValue()) ? null : inner(name, member.getValue());
            if (value == null) {
                return null;
            }
            copy.put(name, value);
        }
        if ("object".equals(map.get("type")) || map.containsKey("properties")) {
            copy.putIfAbsent("additionalProperties", false);
        }
        return copy;
    }

    private static boolean refuses(String name, @Nullable Object value) {
        return switch (name) {
            case "additionalProperties" -> !Boolean.FALSE.equals(value);
            case "minItems" -> !(value instanceof Number n && n.intValue() <= 1);
            case "$ref" -> "#".equals(value);
            default -> REFUSED.contains(name) || value == null;
        };
    }

    /** What is below a word that holds schemas; anything else as it is. */
    private static @Nullable Object inner(String name, Object value) {
        return switch (name) {
            case "properties", "$defs", "definitions" -> value instanceof Map<?, ?> map ? each(map) : value;
            case "anyOf", "allOf", "prefixItems" -> value instanceof List<?> list ? each(list) : value;
            case "items" -> closed(value);
            default -> value;
        };
    }

    private static @Nullable Object each(Map<?, ?> schemas) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> schema : schemas.entrySet()) {
            Object closed = closed(schema.getValue());
            if (closed == null) {
                return null;
            }
            copy.put(String.valueOf(schema.getKey()), closed);
        }
        return copy;
    }

    private static @Nullable Object each(List<?> schemas) {
        List<Object> copy = new ArrayList<>(schemas.size());
        for (Object schema : schemas) {
            Object closed = closed(schema);
            if (closed == null) {
                return null;
            }
            copy.add(closed);
        }
        return copy;
    }
}
