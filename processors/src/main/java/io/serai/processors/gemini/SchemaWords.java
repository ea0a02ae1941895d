package io.serai.processors.gemini;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Gemini <a href="https://ai.google.dev/api/caching#Schema">Schema</a>, which is a subset of OpenAPI's, as a JSON schema that says the
 * same.
 *
 * <table>
 * <caption>what is told otherwise; all else stays as it is</caption>
 * <tr><td>{@code type: STRING} …</td><td>in lower case; none where it is unspecified</td></tr>
 * <tr><td>{@code nullable: true}</td><td>the type {@code null} besides, and in an {@code enum} the value</td></tr>
 * <tr><td>{@code maxItems: "3"} …</td><td>a number: protobuf's JSON writes 64 bits as a string</td></tr>
 * <tr><td>{@code propertyOrdering}</td><td>the order of the properties themselves, to which models keep</td></tr>
 * <tr><td>{@code any_of} …</td><td>{@code anyOf} …</td></tr>
 * </table>
 */
final class SchemaWords {

    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final Set<String> MEMBERS = Set.of(
            "any_of",
            "one_of",
            "all_of",
            "min_items",
            "max_items",
            "min_length",
            "max_length",
            "min_properties",
            "max_properties",
            "property_ordering",
            "additional_properties",
            "prefix_items");

    private SchemaWords() {}

    static Map<String, Object> json(Map<String, Object> schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean nullable = Boolean.TRUE.equals(schema.get("nullable"));
        for (Map.Entry<String, Object> member : schema.entrySet()) {
            String given = member.getKey();
            String name = MEMBERS.contains(given) ? Spelling.camel(given) : given;
            Object value = member.getValue();
            switch (name) {
                case "type" -> type(value, nullable, json);
                case "nullable", "propertyOrdering" -> {}
                case "properties" -> json.put(name, properties(value, schema));
                case "items", "additionalProperties" -> json.put(name, schema(value));
                case "anyOf", "oneOf", "allOf", "prefixItems" -> json.put(name, alternatives(name, value, nullable));
                case "enum" -> json.put(name, words(value, nullable));
                case "$defs", "defs" -> json.put("$defs", all(value));
                default -> json.put(name, COUNTS.contains(name) ? number(value) : value);
            }
        }
        return json;
    }

    private static void type(@Nullable Object value, boolean nullable, Map<String, Object> json) {
        if (!(value instanceof String word)) {
            json.put("type", value);
        } else if (!word.equals("TYPE_UNSPECIFIED")) {
            String lower = word.toLowerCase(Locale.ROOT);
            json.put("type", nullable && !lower.equals("null") ? List.of(lower, "null") : lower);
        }
    }

    private static @Nullable Object properties(@Nullable Object value, Map<String, Object> schema) {
        Object order = schema.getOrDefault("propertyOrdering", schema.get("property_ordering"));
        if (!(value instanceof Map<?, ?> named) || !(order instanceof List<?> names)) {
            return all(value);
        }
        Map<Object, Object> ordered = new LinkedHashMap<>();
        for (Object name : names) {
            if (named.containsKey(name)) {
                ordered.put(name, named.get(name));
            }
        }
        named.forEach(ordered::putIfAbsent);
        return all(ordered);
    }

    private static @Nullable Object all(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> named)) {
            return value;
        }
        Map<String, Object> schemas = new LinkedHashMap<>();
        named.forEach((name, each) -> schemas.put(String.valueOf(name), schema(each)));
        return schemas;
    }

    private static @Nullable Object schema(@Nullable Object value) {
        return value instanceof Map<?, ?> schema ? json(Node.cast(schema)) : value;
    }

    private static @Nullable Object alternatives(String name, @Nullable Object value, boolean nullable) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> schemas = new ArrayList<>(list.size() + 1);
        list.forEach(each -> schemas.add(schema(each)));
        if (nullable && name.equals("anyOf")) {
            schemas.add(Node.map("type", "null"));
        }
        return schemas;
    }

    private static @Nullable Object words(@Nullable Object value, boolean nullable) {
        if (!nullable || !(value instanceof List<?> list) || list.contains(null)) {
            return value;
        }
        List<@Nullable Object> words = new ArrayList<>(list);
        words.add(null);
        return words;
    }

    private static @Nullable Object number(@Nullable Object value) {
        try {
            return value instanceof String text && text.length() < 20
                    ? Spelling.whole(new BigDecimal(text).longValueExact())
                    : value;
        } catch (ArithmeticException | NumberFormatException e) {
            return value;
        }
    }
}
