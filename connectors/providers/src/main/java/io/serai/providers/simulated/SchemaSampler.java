package io.serai.providers.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a value that a JSON schema allows (<a href="https://json-schema.org/draft/2020-12">draft 2020-12</a>, and what OpenAI's
 * structured outputs use of it), always the same for the same seed. Does not know {@code pattern}, {@code not} and conditions. A
 * schema that demands a value within itself has no finite one: there, and beyond {@value #MOST_VALUES} values, it gives null.
 */
final class SchemaSampler {

    /** Down to here optional members are filled in as well. */
    private static final int GENEROUS_DEPTH = 4;

    private static final int DEEPEST = 32;
    private static final int GENEROUS_VALUES = 1_000;
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_ITEMS = 1_000;

    private final SchemaResolver resolver;
    private final ScalarSampler scalars;
    private final Map<?, ?> root;
    private final long seed;
    private int values;

    /** @param topic what a text says that nothing else is known of */
    SchemaSampler(Map<?, ?> root, long seed, String topic) {
        this.root = root;
        this.seed = seed;
        this.resolver = new SchemaResolver(root);
        this.scalars = new ScalarSampler(topic);
    }

    @Nullable
    Object sample() {
        return value(root, 0, 0);
    }

    /** @param nth position among siblings of the same schema, which need to differ where items are unique */
    private @Nullable Object value(@Nullable Object given, int depth, int nth) {
        if (++values > MOST_VALUES || depth > DEEPEST || Boolean.FALSE.equals(given)) {
            return null;
        }
        boolean sparing = depth > GENEROUS_DEPTH || values > GENEROUS_VALUES;
        Map<String, Object> schema = resolver.resolve(given, sparing);
        if (schema.containsKey("const")) {
            return schema.get("const");
        }
        if (schema.get("enum") instanceof List<?> options && !options.isEmpty()) {
            return options.get((StableHash.pick(seed, options.size()) + nth) % options.size());
        }
        return switch (type(schema, sparing)) {
            case "object" -> object(schema, depth, sparing);
            case "array" -> array(schema, depth, sparing);
            case "integer" -> scalars.integer(schema, seed, nth);
            case "number" -> scalars.number(schema, seed, nth);
            case "boolean" -> (seed + nth) % 2 == 0;
            case "null" -> null;
            default -> scalars.string(schema, seed, nth);
        };
    }

    private static String type(Map<String, Object> schema, boolean sparing) {
        Object type = schema.get("type");
        if (type instanceof List<?> types) {
            if (sparing && types.contains("null")) {
                return "null";
            }
            type = types.stream()
                    .<Object>map(name -> name)
                    .filter(name -> !"null".equals(name))
                    .findFirst()
                    .orElse("null");
        }
        return type instanceof String name ? name : implied(schema);
    }

    private static String implied(Map<String, Object> schema) {
        if (schema.containsKey("properties") || schema.containsKey("required")) {
            return "object";
        }
        if (schema.containsKey("items") || schema.containsKey("prefixItems") || schema.containsKey("minItems")) {
            return "array";
        }
        boolean number = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf").stream()
                .anyMatch(schema::containsKey);
        return number ? "number" : "string";
    }

    private Map<String, Object> object(Map<String, Object> schema, int depth, boolean sparing) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (required.contains(name) || (!sparing && !Boolean.FALSE.equals(property))) {
                    object.put(String.valueOf(name), value(property, depth + 1, 0));
                }
            });
        }
        Object others = schema.get("additionalProperties");
        for (Object name : required) {
            if (name instanceof String missing && !object.containsKey(missing)) {
                object.put(missing, value(others, depth + 1, 0));
            }
        }
        int least = Math.min(size(schema, "minProperties", 0), MOST_ITEMS);
        for (int i = 1; object.size() < least && values <= MOST_VALUES; i++) {
            object.putIfAbsent("simulated_" + i, value(others, depth + 1, i));
        }
        return object;
    }

    private List<Object> array(Map<String, Object> schema, int depth, boolean sparing) {
        List<Object> array = new ArrayList<>();
        List<?> prefix = schema.get("prefixItems") instanceof List<?> schemas ? schemas : List.of();
        int wanted = Math.max(size(schema, "minItems", 0), sparing ? 0 : Math.max(1, prefix.size()));
        int count = Math.min(Math.min(wanted, size(schema, "maxItems", MOST_ITEMS)), MOST_ITEMS);
        for (int i = 0; i < count && values <= MOST_VALUES; i++) {
            array.add(value(i < prefix.size() ? prefix.get(i) : schema.get("items"), depth + 1, i));
        }
        return array;
    }

    private static int size(Map<String, Object> schema, String name, int otherwise) {
        return schema.get(name) instanceof Number number ? Math.max(0, number.intValue()) : otherwise;
    }
}
