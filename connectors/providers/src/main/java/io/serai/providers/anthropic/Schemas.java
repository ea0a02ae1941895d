package io.serai.providers.anthropic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas, adapted as far as Anthropic demands and no further. Where the answer has to fit exactly, which is said of {@code
 * output_config.format} and of strict tools, the table is <a
 * href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations">JSON Schema limitations</a>;
 * what is left out there is reported by its path. Other tools only have to be objects at their root.
 */
final class Schemas {

    private static final Set<String> UNSUPPORTED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "if",
            "then",
            "else",
            "not");

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    /** Members whose members are schemas. */
    private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

    private static final List<String> UNIONS = List.of("anyOf", "oneOf", "allOf");

    private final Dropped dropped;

    Schemas(Dropped dropped) {
        this.dropped = dropped;
    }

    /** A tool's schema: "input_schema.type" has to be "object", and there may be no union beside it. */
    Map<String, Object> ofTool(Map<String, Object> schema, String path) {
        boolean union = UNIONS.stream().anyMatch(schema::containsKey);
        if ("object".equals(schema.get("type")) && !union) {
            return schema;
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("type", "object");
        schema.forEach((name, value) -> {
            if (!name.equals("type") && !UNIONS.contains(name)) {
                root.put(name, value);
            }
        });
        if (union) {
            merge(schema, root, path);
        }
        if (!root.containsKey("properties") && !root.containsKey("$ref")) {
            root.put("properties", Map.of());
        }
        return root;
    }

    /** All properties that some alternative has; required is what all of them require. */
    private void merge(Map<String, Object> schema, Map<String, Object> root, String path) {
        Map<String, Object> properties = new LinkedHashMap<>(map(root.get("properties")));
        Set<Object> required = new LinkedHashSet<>(list(root.get("required")));
        for (String union : UNIONS) {
            if (!(schema.get(union) instanceof List<?> alternatives)) {
                continue;
            }
            dropped.add(path + "." + union);
            Set<Object> common = null;
            for (Object alternative : alternatives) {
                Map<String, Object> members = resolved(map(alternative), schema);
                map(members.get("properties")).forEach((name, value) -> properties.merge(name, value, Schemas::either));
                List<?> demanded = list(members.get("required"));
                if (common == null) {
                    common = new LinkedHashSet<>(demanded);
                } else if (union.equals("allOf")) {
                    common.addAll(demanded);
                } else {
                    common.retainAll(demanded);
                }
            }
            if (common != null) {
                required.addAll(common);
            }
        }
        root.put("properties", properties);
        if (!required.isEmpty()) {
            root.put("required", new ArrayList<>(required));
        }
    }

    private static Object either(Object one, Object other) {
        return one.equals(other) ? one : Map.of("anyOf", List.of(one, other));
    }

    /** A schema for {@code output_config.format}, or of a strict tool. */
    Map<String, Object> exact(Map<String, Object> schema, String path) {
        Map<String, Object> fit = new LinkedHashMap<>();
        schema.forEach((name, value) -> {
            String inside = path + "." + name;
            if (UNSUPPORTED.contains(name)
                    || (name.equals("format") && !FORMATS.contains(value))
                    || (name.equals("minItems") && value instanceof Number n && n.doubleValue() > 1)) {
                dropped.add(inside);
            } else if (name.equals("additionalProperties")) {
                if (!Boolean.FALSE.equals(value)) {
                    dropped.add(inside);
                }
            } else if (NAMED.contains(name) && value instanceof Map<?, ?>) {
                Map<String, Object> members = new LinkedHashMap<>();
                map(value).forEach((member, inner) -> members.put(member, inner(inner, inside + "." + member)));
                fit.put(name, members);
            } else {
                // "oneOf" is not in the table of what is supported; Anthropic's own SDKs send "anyOf" for it.
                fit.put(name.equals("oneOf") ? "anyOf" : name, isData(name) ? value : inner(value, inside));
            }
        });
        if (isObject(schema)) {
            fit.put("additionalProperties", false);
        }
        return fit;
    }

    private @Nullable Object inner(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?>) {
            return exact(map(value), path);
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>) {
            List<@Nullable Object> all = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                all.add(inner(list.get(i), path + "[" + i + "]"));
            }
            return all;
        }
        return value;
    }

    private static boolean isData(String name) {
        return name.equals("enum") || name.equals("const") || name.equals("default") || name.equals("examples");
    }

    private static boolean isObject(Map<String, Object> schema) {
        Object type = schema.get("type");
        return "object".equals(type)
                || (type instanceof List<?> types && types.contains("object"))
                || schema.get("properties") instanceof Map<?, ?>;
    }

    /** Whether a schema refers to itself, which Anthropic refuses where the answer has to fit exactly. */
    static boolean isRecursive(Map<String, Object> schema) {
        return isRecursive(schema, schema, new HashSet<>());
    }

    private static boolean isRecursive(@Nullable Object value, Map<String, Object> root, Set<String> within) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(element -> isRecursive(element, root, within));
        }
        if (!(value instanceof Map<?, ?> members)) {
            return false;
        }
        if (members.get("$ref") instanceof String ref) {
            if (!within.add(ref)) {
                return true;
            }
            boolean recursive = isRecursive(target(ref, root), root, within);
            within.remove(ref);
            if (recursive) {
                return true;
            }
        }
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!"$defs".equals(member.getKey())
                    && !"definitions".equals(member.getKey())
                    && isRecursive(member.getValue(), root, within)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> resolved(Map<String, Object> schema, Map<String, Object> root) {
        return schema.get("$ref") instanceof String ref ? map(target(ref, root)) : schema;
    }

    private static @Nullable Object target(String ref, Map<String, Object> root) {
        if (!ref.startsWith("#")) {
            return null;
        }
        Object target = root;
        for (String step : ref.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                target = target instanceof Map<?, ?> map
                        ? map.get(step.replace("~1", "/").replace("~0", "~"))
                        : null;
            }
        }
        return target;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
