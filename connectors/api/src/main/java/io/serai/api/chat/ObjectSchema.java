package io.serai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schema of a function's arguments where a provider wants more of it than JSON Schema does. Its members always come in the same order:
 * prompt caches compare what is sent.
 */
public final class ObjectSchema {

    /** {@code {"type": "object", "properties": {}}}. */
    public static final Map<String, Object> NO_ARGUMENTS = noArguments();

    private ObjectSchema() {}

    /** The schema with what is missing of {@code type: object} and {@code properties}; itself where nothing is. */
    public static Map<?, ?> whole(Map<?, ?> schema) {
        if (schema.isEmpty()) {
            return NO_ARGUMENTS;
        }
        if (!"object".equals(schema.get("type")) || schema.containsKey("properties")) {
            return schema;
        }
        Map<Object, Object> whole = new LinkedHashMap<>(schema);
        whole.put("properties", Map.of());
        return whole;
    }

    private static Map<String, Object> noArguments() {
        Map<String, Object> schema = new LinkedHashMap<>(4);
        schema.put("type", "object");
        schema.put("properties", Map.of());
        return Collections.unmodifiableMap(schema);
    }
}
