package io.serai.providers.cohere;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema by which Cohere restrains what a model writes. It takes a part of JSON Schema there (<a
 * href="https://docs.cohere.com/docs/structured-outputs#unsupported-schema-features">unsupported features</a>); what it does not take is left
 * out with notice. What can't be left out without turning the schema into another ({@code allOf}, {@code not}) stays, for Cohere to
 * refuse.
 */
final class StrictSchema {

    private static final Set<String> UNSUPPORTED = Set.of(
            // Numeric ranges
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            // Lengths of arrays and strings
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "uniqueItems");

    private static final Set<String> FORMATS = Set.of("date-time", "uuid", "date", "time");

    private final Drops drops;

    private StrictSchema(Drops drops) {
        this.drops = drops;
    }

    /** The schema itself where nothing is amiss. */
    static Map<String, Object> of(Map<String, Object> schema, String path, Drops drops) {
        return new StrictSchema(drops).schema(schema, path);
    }

    private Map<String, Object> schema(Map<String, Object> given, String path) {
        Map<String, Object> changed = null;
        for (Map.Entry<String, Object> member : given.entrySet()) {
            String name = member.getKey();
            Object value = member.getValue();
            String here = path + "." + name;
            Object own = isUnsupported(name, value) ? null : member(name, value, here);
            if (own == value && !name.equals("oneOf")) {
                continue;
            }
            changed = changed == null ? new LinkedHashMap<>(given) : changed;
            if (own == null) {
                drops.add(here);
                changed.remove(name);
            } else if (name.equals("oneOf") && !given.containsKey("anyOf")) {
                // anyOf is supported and allows no less.
                changed.remove(name);
                changed.put("anyOf", own);
            } else {
                changed.put(name, own);
            }
        }
        return changed == null ? given : changed;
    }

    private static boolean isUnsupported(String name, @Nullable Object value) {
        return UNSUPPORTED.contains(name)
                || (name.equals("format") && !FORMATS.contains(String.valueOf(value)))
                || (name.equals("pattern") && value instanceof String pattern && hasAnchors(pattern));
    }

    /** "The following are not supported in Regular Expressions": beginnings, ends, and looks ahead. */
    private static boolean hasAnchors(String pattern) {
        return pattern.startsWith("^")
                || (pattern.endsWith("$") && !pattern.endsWith("\\$"))
                || pattern.contains("?=")
                || pattern.contains("?!");
    }

    private @Nullable Object member(String name, @Nullable Object value, String path) {
        return switch (name) {
            case "properties", "$defs", "definitions", "patternProperties" -> named(value, path);
            case "anyOf", "oneOf", "prefixItems" -> listed(value, path);
            case "items", "additionalProperties" -> value instanceof Map<?, ?> map ? schema(cast(map), path) : value;
            default -> value;
        };
    }

    private @Nullable Object named(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> schemas)) {
            return value;
        }
        Map<String, Object> changed = null;
        for (Map.Entry<String, Object> entry : cast(schemas).entrySet()) {
            if (entry.getValue() instanceof Map<?, ?> inner) {
                Map<String, Object> own = schema(cast(inner), path + "." + entry.getKey());
                if (own != inner) {
                    changed = changed == null ? new LinkedHashMap<>(cast(schemas)) : changed;
                    changed.put(entry.getKey(), own);
                }
            }
        }
        return changed == null ? value : changed;
    }

    private @Nullable Object listed(@Nullable Object value, String path) {
        if (!(value instanceof List<?> schemas)) {
            return value;
        }
        List<Object> changed = null;
        for (int i = 0; i < schemas.size(); i++) {
            if (schemas.get(i) instanceof Map<?, ?> inner) {
                Map<String, Object> own = schema(cast(inner), path + "[" + i + "]");
                if (own != inner) {
                    changed = changed == null ? new ArrayList<>(schemas) : changed;
                    changed.set(i, own);
                }
            }
        }
        return changed == null ? value : changed;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
