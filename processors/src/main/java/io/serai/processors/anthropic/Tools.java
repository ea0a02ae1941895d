package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tools and their choice (<a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools">source</a>) in canonical
 * words. What only Anthropic knows of a tool, such as {@code defer_loading}, stands beside its {@code function}, where
 * {@code cache_control} stands; tools that Anthropic runs or defines stay as they are.
 */
final class Tools {

    private static final Set<String> OF_FUNCTION = Set.of("type", "name", "description", "input_schema", "strict");

    private Tools() {}

    /** Whether a tool is the caller's own. */
    static boolean isCustom(Map<?, ?> tool) {
        Object type = tool.get("type");
        return type == null || type.equals("custom");
    }

    static List<Object> of(List<?> given) {
        List<Object> tools = new ArrayList<>(given.size());
        for (Object element : given) {
            if (element instanceof Map<?, ?> tool) {
                tools.add(isCustom(tool) ? function(new Block(Block.cast(tool))) : tool);
            }
        }
        return tools;
    }

    private static Map<String, Object> function(Block given) {
        Map<String, Object> function = new LinkedHashMap<>();
        copy(given, "name", function, "name");
        copy(given, "description", function, "description");
        copy(given, "input_schema", function, "parameters");
        copy(given, "strict", function, "strict");
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        given.copyOthers(OF_FUNCTION, tool);
        return tool;
    }

    private static void copy(Block from, String name, Map<String, Object> into, String as) {
        Object value = from.map().get(name);
        if (value != null) {
            into.put(as, value);
        }
    }

    /** Puts {@code tool_choice} and {@code parallel_tool_calls} into a canonical request. */
    static void choose(Map<?, ?> given, Map<String, Object> request) {
        Block choice = new Block(Block.cast(given));
        request.put(
                "tool_choice",
                switch (choice.type()) {
                    case "any" -> "required";
                    case "tool" -> function(choice.string("name"));
                    default -> choice.type();
                });
        if (given.get("disable_parallel_tool_use") instanceof Boolean isDisabled) {
            request.put("parallel_tool_calls", !isDisabled);
        }
    }

    private static Map<String, Object> function(String name) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "function");
        choice.put("function", new LinkedHashMap<>(Map.of("name", name)));
        return choice;
    }
}
