package io.serai.providers.simulated;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges a value by a JSON schema without references, as far as the tests' schemas go. */
final class SchemaCheck {

    private SchemaCheck() {}

    static boolean allows(@Nullable Object given, @Nullable Object value) {
        if (!(given instanceof Map<?, ?> schema)) {
            return !Boolean.FALSE.equals(given);
        }
        return (!(schema.get("type") instanceof String type) || isOf(type, value))
                && (!(schema.get("type") instanceof List<?> types)
                        || types.stream().anyMatch(t -> isOf(String.valueOf(t), value)))
                && (!schema.containsKey("const")
                        || String.valueOf(schema.get("const")).equals(String.valueOf(value)))
                && (!(schema.get("enum") instanceof List<?> options) || options.contains(value))
                && (!(schema.get("allOf") instanceof List<?> all)
                        || all.stream().allMatch(s -> allows(s, value)))
                && (!(schema.get("anyOf") instanceof List<?> any)
                        || any.stream().anyMatch(s -> allows(s, value)))
                && (!(schema.get("oneOf") instanceof List<?> one)
                        || one.stream().filter(s -> allows(s, value)).count() == 1)
                && (!(value instanceof Number) || number(schema, new BigDecimal(value.toString())))
                && (!(value instanceof String text) || text(schema, text))
                && (!(value instanceof List<?> list) || array(schema, list))
                && (!(value instanceof Map<?, ?> map) || object(schema, map));
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "number" -> value instanceof Number;
            default -> value instanceof Integer || value instanceof Long;
        };
    }

    private static boolean number(Map<?, ?> schema, BigDecimal value) {
        return compare(value, schema.get("minimum"), 1) >= 0
                && compare(value, schema.get("maximum"), -1) <= 0
                && compare(value, schema.get("exclusiveMinimum"), 1) > 0
                && compare(value, schema.get("exclusiveMaximum"), -1) < 0
                && (!(schema.get("multipleOf") instanceof Number step)
                        || value.remainder(new BigDecimal(step.toString())).signum() == 0);
    }

    private static int compare(BigDecimal value, @Nullable Object bound, int otherwise) {
        return bound instanceof Number number ? value.compareTo(new BigDecimal(number.toString())) : otherwise;
    }

    private static boolean text(Map<?, ?> schema, String text) {
        return size(schema, "minLength", "maxLength", text.codePointCount(0, text.length()))
                && (!(schema.get("pattern") instanceof String pattern)
                        || Pattern.compile(pattern).matcher(text).find());
    }

    private static boolean array(Map<?, ?> schema, List<?> list) {
        return size(schema, "minItems", "maxItems", list.size())
                && (!Boolean.TRUE.equals(schema.get("uniqueItems")) || new HashSet<>(list).size() == list.size())
                && list.stream().allMatch(element -> allows(schema.get("items"), element));
    }

    private static boolean object(Map<?, ?> schema, Map<?, ?> object) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
        return size(schema, "minProperties", "maxProperties", object.size())
                && (!(schema.get("required") instanceof List<?> required)
                        || object.keySet().containsAll(required))
                && object.entrySet().stream()
                        .allMatch(member -> properties.containsKey(member.getKey())
                                ? allows(properties.get(member.getKey()), member.getValue())
                                : !closed);
    }

    private static boolean size(Map<?, ?> schema, String least, String most, int size) {
        return (!(schema.get(least) instanceof Number l) || size >= l.intValue())
                && (!(schema.get(most) instanceof Number m) || size <= m.intValue());
    }
}
