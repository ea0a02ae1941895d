package io.serai.providers.responses;

import io.serai.api.chat.ObjectSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools and the choice among them: the same members as in a chat, but flat (<a
 * href="https://platform.openai.com/docs/guides/migrate-to-responses">source</a>).
 */
final class ToolWriter {

    /** Members of Anthropic's tools: https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview. */
    private static final Set<String> FOREIGN = Set.of("cache_control", "eager_input_streaming", "input_examples");

    /** Anthropic's tool without a date, and OpenRouter's words for Gemini's. */
    private static final Set<String> FOREIGN_TYPES =
            Set.of("mcp_toolset", "google_search", "google_maps", "url_context", "code_execution");

    private static final int DATE_CHARS = 8;

    private final List<String> dropped;

    ToolWriter(List<String> dropped) {
        this.dropped = dropped;
    }

    void write(Map<String, Object> request, Map<String, Object> body) {
        List<Object> flat = new ArrayList<>();
        boolean given = request.get("tools") instanceof List<?> tools && !tools.isEmpty();
        if (request.get("tools") instanceof List<?> tools) {
            for (int i = 0; i < tools.size(); i++) {
                if (tools.get(i) instanceof Map<?, ?> tool) {
                    tool(tool, "tools[" + i + "]", flat);
                } else {
                    flat.add(tools.get(i));
                }
            }
        }
        if (request.get("web_search_options") instanceof Map<?, ?> options) {
            flat.add(webSearch(options));
        }
        if (!flat.isEmpty()) {
            body.put("tools", flat);
        }
        Object choice = choice(request.get("tool_choice"));
        if (choice == null) {
            return;
        }
        if (flat.isEmpty() && given && !"auto".equals(choice) && !"none".equals(choice)) {
            dropped.add("tool_choice");
        } else if (!flat.isEmpty() || !given) {
            body.put("tool_choice", choice);
        }
    }

    private void tool(Map<?, ?> tool, String at, List<Object> flat) {
        Object type = tool.get("type");
        if ("function".equals(type) && tool.get("function") instanceof Map<?, ?> function) {
            Map<Object, Object> own = flat(tool, function, at);
            // Where a chat leaves these out it means no parameters, and not strict; Responses would take it to be
            // strict.
            own.put(
                    "parameters",
                    // "object schema missing properties":
                    // https://github.com/containers/kubernetes-mcp-server/issues/340
                    own.get("parameters") instanceof Map<?, ?> given
                            ? ObjectSchema.whole(given)
                            : ObjectSchema.NO_ARGUMENTS);
            own.putIfAbsent("strict", false);
            flat.add(own);
        } else if ("custom".equals(type) && tool.get("custom") instanceof Map<?, ?> custom) {
            Map<Object, Object> own = flat(tool, custom, at);
            format(own);
            flat.add(own);
        } else if (type instanceof String name && !isForeign(name)) {
            flat.add(tool);
        } else {
            dropped.add(at);
        }
    }

    /** A grammar is one level deeper in a chat. */
    private static void format(Map<Object, Object> custom) {
        if (custom.get("format") instanceof Map<?, ?> format && format.get("grammar") instanceof Map<?, ?> grammar) {
            Map<Object, Object> own = new LinkedHashMap<>();
            own.put("type", "grammar");
            own.putAll(grammar);
            custom.put("format", own);
        }
    }

    /** Anthropic's types end with a date, {@code web_search_20250305}; OpenAI's dates have lines between. */
    private static boolean isForeign(String type) {
        int from = type.length() - DATE_CHARS;
        return FOREIGN_TYPES.contains(type)
                || (from > 1
                        && type.charAt(from - 1) == '_'
                        && type.chars().skip(from).allMatch(Character::isDigit));
    }

    /** <a href="https://platform.openai.com/docs/guides/tools-web-search">Web search</a>, which chat models have without a tool. */
    private static Map<Object, Object> webSearch(Map<?, ?> options) {
        Map<Object, Object> tool = new LinkedHashMap<>();
        tool.put("type", "web_search");
        tool.putAll(options);
        if (options.get("user_location") instanceof Map<?, ?> location
                && location.get("approximate") instanceof Map<?, ?> approximate) {
            Map<Object, Object> own = new LinkedHashMap<>();
            own.put("type", "approximate");
            own.putAll(approximate);
            tool.put("user_location", own);
        }
        return tool;
    }

    private @Nullable Object choice(@Nullable Object choice) {
        if (!(choice instanceof Map<?, ?> map)) {
            return choice;
        }
        if (map.get("allowed_tools") instanceof Map<?, ?> allowed) {
            Map<Object, Object> flat = new LinkedHashMap<>();
            flat.put("type", "allowed_tools");
            flat.put("mode", allowed.get("mode"));
            List<Object> tools = new ArrayList<>();
            if (allowed.get("tools") instanceof List<?> list) {
                list.forEach(tool -> tools.add(choice(tool)));
            }
            flat.put("tools", tools);
            return flat;
        }
        Object inner = map.get("function") == null ? map.get("custom") : map.get("function");
        return inner instanceof Map<?, ?> named ? flat(map, named, "tool_choice") : choice;
    }

    private Map<Object, Object> flat(Map<?, ?> outer, Map<?, ?> inner, String at) {
        Map<Object, Object> flat = new LinkedHashMap<>();
        flat.put("type", outer.get("type"));
        inner.forEach((name, value) -> {
            if (value != null) {
                flat.put(name, value);
            }
        });
        outer.forEach((name, value) -> {
            if (value == null || value == inner) {
                return;
            }
            if (FOREIGN.contains(String.valueOf(name))) {
                dropped.add(at + "." + name);
            } else {
                flat.putIfAbsent(name, value);
            }
        });
        return flat;
    }
}
