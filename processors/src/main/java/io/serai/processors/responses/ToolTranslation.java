package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools and their choice: Responses writes flat what chat completions nest (<a
 * href="https://platform.openai.com/docs/guides/migrate-to-responses">source</a>). Tools that a provider runs stay as they are.
 */
final class ToolTranslation {

    private static final List<String> OF_FUNCTION = List.of("name", "description", "parameters", "strict");
    private static final List<String> OF_CUSTOM = List.of("name", "description", "format");

    private ToolTranslation() {}

    static List<Object> tools(@Nullable Object tools) {
        List<Object> translated = new ArrayList<>();
        for (Map<String, Object> tool : Items.in(tools)) {
            translated.add(
                    switch (Items.string(tool, "type")) {
                        case "function" -> nested(tool, "function", OF_FUNCTION);
                        case "custom" -> custom(tool);
                        default -> tool;
                    });
        }
        return translated;
    }

    /** The choice among them; a word stays as it is. */
    static Object choice(Object choice) {
        Map<String, Object> named = Items.object(choice);
        return switch (Items.string(named, "type")) {
            case "function" -> nested(named, "function", List.of("name"));
            case "custom" -> nested(named, "custom", List.of("name"));
            case "allowed_tools" -> allowed(named);
            default -> choice;
        };
    }

    private static Map<String, Object> allowed(Map<String, Object> choice) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("mode", choice.get("mode"));
        inner.put(
                "tools",
                Items.in(choice.get("tools")).stream()
                        .map(ToolTranslation::choice)
                        .toList());
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("type", "allowed_tools");
        outer.put("allowed_tools", inner);
        return outer;
    }

    private static Map<String, Object> custom(Map<String, Object> tool) {
        Map<String, Object> nested = nested(tool, "custom", OF_CUSTOM);
        Map<String, Object> inner = Items.object(nested.get("custom"));
        Map<String, Object> format = Items.object(inner.get("format"));
        if ("grammar".equals(format.get("type"))) {
            Map<String, Object> grammar = new LinkedHashMap<>(format);
            grammar.remove("type");
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("type", "grammar");
            told.put("grammar", grammar);
            inner.put("format", told);
        }
        return nested;
    }

    private static Map<String, Object> nested(Map<String, Object> flat, String type, List<String> inside) {
        Map<String, Object> inner = new LinkedHashMap<>();
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("type", type);
        outer.put(type, inner);
        flat.forEach((name, value) -> {
            if (!inside.contains(name)) {
                outer.putIfAbsent(name, value);
            } else if (value != null) {
                // SDKs write null where nothing is said.
                inner.put(name, value);
            }
        });
        return outer;
    }
}
