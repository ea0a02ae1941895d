package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas as Gemini takes them in {@code parametersJsonSchema} and {@code responseJsonSchema}: real JSON Schema, of which it does not
 * heed all but refuses little. What it refuses is said in other words that mean the same; all else stays as it is.
 *
 * <table>
 * <caption>what is adapted, from the <a href="https://ai.google.dev/api/generate-content#FIELDS.response_json_schema">reference</a></caption>
 * <tr><td>{@code $ref} beside others</td><td>"If $ref is set on a sub-schema, no other properties, except for than those starting as a $,
 * may be set": becomes {@code anyOf} of the {@code $ref} alone</td></tr>
 * <tr><td>{@code definitions}</td><td>only {@code $defs} is known: renamed, and with it the references</td></tr>
 * <tr><td>a function's empty schema</td><td>"must describe an object"; "for function with no parameters, this can be left unset" (<a
 * href="https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/FunctionDeclaration">source</a>): left out</td></tr>
 * </table>
 */
final class FunctionSchema {

    private static final String OLD_REFERENCE = "#/definitions/";
    private static final Set<String> MAPS_OF_SCHEMAS =
            Set.of("properties", "$defs", "definitions", "patternProperties", "dependentSchemas");
    private static final Set<String> SCHEMAS = Set.of(
            "items",
            "additionalProperties",
            "not",
            "anyOf",
            "oneOf",
            "allOf",
            "prefixItems",
            "contains",
            "if",
            "then",
            "else");

    private FunctionSchema() {}

    /** The schema itself where there is nothing to adapt. */
    static Map<String, Object> adapted(Map<String, Object> schema) {
        return Nodes.cast((Map<?, ?>) schema(schema));
    }

    private static Object schema(Object value) {
        if (value instanceof List<?> list) {
            return list(list);
        }
        return value instanceof Map<?, ?> map ? object(map) : value;
    }

    private static Object list(List<?> list) {
        List<Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            Object other = element == null ? null : schema(element);
            if (other != element) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, other);
            }
        }
        return copy == null ? list : copy;
    }

    private static Object object(Map<?, ?> map) {
        Map<String, Object> copy = null;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String name = String.valueOf(member.getKey());
            Object value = member.getValue();
            Object other = value == null ? null : member(name, value);
            if (other != value || name.equals("definitions")) {
                copy = copy == null ? new LinkedHashMap<>(Nodes.cast(map)) : copy;
                copy.remove(name);
                copy.put(name.equals("definitions") ? "$defs" : name, other);
            }
        }
        Map<String, Object> known = copy == null ? Nodes.cast(map) : copy;
        return isCrowded(known) ? alone(known) : known;
    }

    private static @Nullable Object member(String name, Object value) {
        if (name.equals("$ref") && value instanceof String text && text.startsWith(OLD_REFERENCE)) {
            return "#/$defs/" + text.substring(OLD_REFERENCE.length());
        }
        if (MAPS_OF_SCHEMAS.contains(name) && value instanceof Map<?, ?> schemas) {
            return all(schemas);
        }
        return SCHEMAS.contains(name) ? schema(value) : value;
    }

    private static Object all(Map<?, ?> schemas) {
        Map<String, Object> copy = null;
        for (Map.Entry<?, ?> named : schemas.entrySet()) {
            Object value = named.getValue();
            Object other = value == null ? null : schema(value);
            if (other != value) {
                copy = copy == null ? new LinkedHashMap<>(Nodes.cast(schemas)) : copy;
                copy.put(String.valueOf(named.getKey()), other);
            }
        }
        return copy == null ? schemas : copy;
    }

    private static boolean isCrowded(Map<String, Object> schema) {
        if (!(schema.get("$ref") instanceof String) || schema.containsKey("anyOf")) {
            return false;
        }
        for (String name : schema.keySet()) {
            if (!name.startsWith("$")) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> alone(Map<String, Object> schema) {
        Map<String, Object> apart = new LinkedHashMap<>();
        schema.forEach((name, value) -> {
            if (name.equals("$ref")) {
                apart.put("anyOf", List.of(Nodes.of("$ref", value)));
            } else {
                apart.put(name, value);
            }
        });
        return apart;
    }
}
