package io.serai.providers.simulated;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings a JSON schema into one object without references and alternatives, by following the former and settling the latter. */
final class SchemaResolver {

    /** More steps than any honest schema takes: {@code {"$ref": "#"}} at the root would take forever. */
    private static final int MOST_STEPS = 64;

    private final Map<?, ?> root;

    SchemaResolver(Map<?, ?> root) {
        this.root = root;
    }

    /** @param sparing whether the alternative is taken that leads no deeper, rather than the first */
    Map<String, Object> resolve(@Nullable Object given, boolean sparing) {
        Map<String, Object> schema = members(given);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (schema.remove("$ref") instanceof String pointer) {
                schema = merge(members(at(pointer)), schema);
            } else if (schema.remove("allOf") instanceof List<?> parts) {
                for (Object part : parts) {
                    schema = merge(schema, members(part));
                }
            } else if (schema.remove("anyOf") instanceof List<?> options && !options.isEmpty()) {
                schema = merge(schema, members(option(options, sparing)));
            } else if (schema.remove("oneOf") instanceof List<?> options && !options.isEmpty()) {
                schema = merge(schema, members(option(options, sparing)));
            } else if (settled(schema)) {
                return schema;
            }
        }
        return schema;
    }

    private static boolean settled(Map<String, Object> schema) {
        return !(schema.containsKey("$ref")
                || schema.containsKey("allOf")
                || schema.containsKey("anyOf")
                || schema.containsKey("oneOf"));
    }

    private @Nullable Object option(List<?> options, boolean sparing) {
        for (Object option : options) {
            Map<String, Object> schema = members(option);
            if (schema.get("$ref") instanceof String pointer) {
                schema = members(at(pointer));
            }
            Object type = schema.get("type");
            if (sparing
                    ? type instanceof String && !type.equals("object") && !type.equals("array")
                    : !"null".equals(type)) {
                return option;
            }
        }
        return options.get(0);
    }

    /** What a pointer within the document leads to (RFC 6901, in its URI fragment form); null when it leads nowhere. */
    private @Nullable Object at(String pointer) {
        Object found = pointer.startsWith("#") ? root : null;
        for (String raw : pointer.substring(Math.min(1, pointer.length())).split("/")) {
            if (!raw.isEmpty()) {
                String name = decoded(raw).replace("~1", "/").replace("~0", "~");
                found = found instanceof Map<?, ?> map ? map.get(name) : element(found, name);
            }
        }
        return found;
    }

    private static @Nullable Object element(@Nullable Object list, String index) {
        return list instanceof List<?> elements
                        && index.matches("\\d{1,6}")
                        && Integer.parseInt(index) < elements.size()
                ? elements.get(Integer.parseInt(index))
                : null;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }

    /** A schema that allows what both do, as far as both can be told in one object. */
    private static Map<String, Object> merge(Map<String, Object> left, Map<String, Object> right) {
        Map<String, Object> merged = new LinkedHashMap<>(left);
        right.forEach((name, value) -> {
            Object known = merged.get(name);
            merged.put(name, known == null || value == null ? value : both(name, known, value));
        });
        return merged;
    }

    private static Object both(String name, Object left, Object right) {
        return switch (name) {
            case "properties", "$defs", "definitions" -> properties(members(left), members(right));
            case "required", "allOf" -> joined(left, right);
            case "enum" -> shared(left, right);
            case "type" -> left instanceof List<?> ? shared(left, right) : left;
            case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" -> extreme(left, right, 1);
            case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" -> extreme(left, right, -1);
            default -> right;
        };
    }

    private static Map<String, Object> properties(Map<String, Object> left, Map<String, Object> right) {
        Map<String, Object> joined = new LinkedHashMap<>(left);
        right.forEach((name, schema) -> joined.merge(name, schema, (a, b) -> Map.of("allOf", List.of(a, b))));
        return joined;
    }

    private static Object joined(Object left, Object right) {
        List<Object> joined = new ArrayList<>(left instanceof List<?> list ? list : List.of());
        for (Object element : right instanceof List<?> list ? list : List.of()) {
            if (!joined.contains(element)) {
                joined.add(element);
            }
        }
        return joined;
    }

    private static Object shared(Object left, Object right) {
        if (!(left instanceof List<?> list)) {
            return right;
        }
        List<Object> shared = new ArrayList<>(list);
        if (right instanceof List<?> others) {
            shared.retainAll(others);
        } else {
            shared.retainAll(List.of(right));
        }
        return shared.isEmpty() ? right : shared;
    }

    /** @param sign 1 for the greater, -1 for the lesser */
    private static Object extreme(Object left, Object right, int sign) {
        if (left instanceof Number l && right instanceof Number r) {
            return Double.compare(l.doubleValue(), r.doubleValue()) * sign >= 0 ? left : right;
        }
        return right;
    }

    private static Map<String, Object> members(@Nullable Object schema) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (schema instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }
}
