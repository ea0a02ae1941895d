package io.serai.providers.anthropic;

import io.serai.api.chat.ToolChoice;
import io.serai.providers.anthropic.ClaudeModel.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools, and which of them the model may use (<a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools">define
 * tools</a>). Functions are said in Anthropic's words; tools that Anthropic runs stay as they are.
 */
final class ToolSet {

    private final ClaudeModel model;
    private final SafeNames names;
    private final Schemas schemas;
    private final Dropped dropped;
    private final List<Object> tools = new ArrayList<>();
    private @Nullable Map<String, Object> choice;
    private boolean runByProvider;
    private boolean oneAtATime;

    ToolSet(ClaudeModel model, SafeNames names, Schemas schemas, Dropped dropped) {
        this.model = model;
        this.names = names;
        this.schemas = schemas;
        this.dropped = dropped;
    }

    void read(Map<String, Object> request) {
        Object wanted = request.get("tool_choice");
        Optional<ToolChoice> known = ToolChoice.of(wanted);
        boolean some = wanted instanceof Map<?, ?> map && "allowed_tools".equals(map.get("type"));
        if (request.get("tools") instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Map<String, Object> tool = tool(list.get(i), i);
                if (tool != null && (!some || isAllowed(known, list.get(i)))) {
                    tools.add(tool);
                }
            }
        }
        choice = known.map(this::choice).orElseGet(() -> own(wanted));
        if (tools.isEmpty()) {
            if (isForced()) {
                dropped.add("tool_choice");
            }
            choice = null;
        } else if (isForced() && !model.has(Feature.FORCED_TOOLS)) {
            // These models answer forced tools with an error; they may still call them of their own will.
            dropped.add("tool_choice");
            choice = said("auto");
        }
        oneAtATime = Boolean.FALSE.equals(request.get("parallel_tool_calls"));
    }

    /** A tool that has to be called unless another is, with which the model gives its answer. */
    void addAnswer(String name, String description, Map<String, Object> schema) {
        boolean others = !tools.isEmpty() && !isNone();
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", name);
        tool.put("description", description);
        tool.put("input_schema", schema);
        tools.add(tool);
        if (!isForced()) {
            choice = others ? said("any") : named(name);
        }
    }

    boolean has(String name) {
        return tools.stream().anyMatch(tool -> tool instanceof Map<?, ?> map && name.equals(map.get("name")));
    }

    /** Whether the model has to call a tool. */
    boolean isForced() {
        return choice != null && ("any".equals(choice.get("type")) || "tool".equals(choice.get("type")));
    }

    /** Whether Anthropic runs some of the tools itself. */
    boolean isRunByProvider() {
        return runByProvider;
    }

    void write(Map<String, Object> body) {
        if (!tools.isEmpty()) {
            body.put("tools", tools);
        }
        Map<String, Object> last = oneAtATime ? oneAtATime() : choice;
        if (last != null) {
            body.put("tool_choice", last);
        }
    }

    private boolean isNone() {
        return choice != null && "none".equals(choice.get("type"));
    }

    private @Nullable Map<String, Object> oneAtATime() {
        if (tools.isEmpty() || isNone()) {
            return choice;
        }
        Map<String, Object> single = new LinkedHashMap<>(choice == null ? said("auto") : choice);
        single.put("disable_parallel_tool_use", true);
        return single;
    }

    private @Nullable Map<String, Object> choice(ToolChoice given) {
        return switch (given.mode()) {
            case NONE -> said("none");
            case AUTO -> said("auto");
            case REQUIRED ->
                given.names().size() == 1 ? named(names.name(given.names().get(0))) : said("any");
        };
    }

    /** A choice in Anthropic's words. */
    private @Nullable Map<String, Object> own(@Nullable Object wanted) {
        if (wanted instanceof Map<?, ?> map
                && Set.of("auto", "any", "none").contains(String.valueOf(map.get("type")))) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
            return copy;
        }
        if (wanted != null) {
            dropped.add("tool_choice");
        }
        return null;
    }

    private static boolean isAllowed(Optional<ToolChoice> allowed, Object tool) {
        if (allowed.isEmpty() || !(tool instanceof Map<?, ?> map)) {
            return false;
        }
        Object name = map.get("function") instanceof Map<?, ?> function ? function.get("name") : map.get("name");
        return allowed.get().names().contains(String.valueOf(name));
    }

    private @Nullable Map<String, Object> tool(@Nullable Object element, int index) {
        if (element instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> tool = (Map<String, Object>) map;
            if (tool.get("function") instanceof Map<?, ?> function) {
                @SuppressWarnings("unchecked")
                Map<String, Object> members = (Map<String, Object>) function;
                return function(tool, members, index);
            }
            if (isAnthropics(tool)) {
                runByProvider = true;
                return tool;
            }
        }
        dropped.add("tools[" + index + "]");
        return null;
    }

    /** Anthropic's types end with a date, {@code web_search_20250305}; those of others do not. */
    private static boolean isAnthropics(Map<String, Object> tool) {
        if (!(tool.get("type") instanceof String type)) {
            return tool.containsKey("input_schema");
        }
        if (type.equals("mcp_toolset") || (type.equals("custom") && tool.containsKey("input_schema"))) {
            return true;
        }
        int from = type.length() - 8;
        if (from < 2 || type.charAt(from - 1) != '_') {
            return false;
        }
        for (int i = from; i < type.length(); i++) {
            if (!Character.isDigit(type.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Object> function(Map<String, Object> outer, Map<String, Object> function, int index) {
        String path = "tools[" + index + "].function";
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", names.name(String.valueOf(function.get("name"))));
        Map<String, Object> schema = Map.of();
        boolean strict = false;
        for (Map.Entry<String, Object> member : function.entrySet()) {
            Object value = member.getValue();
            if (value == null) {
                continue;
            }
            switch (member.getKey()) {
                case "name" -> {}
                case "parameters" -> schema = asObject(value);
                case "strict" -> strict = Boolean.TRUE.equals(value);
                default -> tool.put(member.getKey(), value);
            }
        }
        Map<String, Object> fit = schemas.ofTool(schema, path + ".parameters");
        if (strict && (!model.has(Feature.JSON_SCHEMA) || Schemas.isRecursive(fit))) {
            dropped.add(path + ".strict");
            strict = false;
        }
        tool.put("input_schema", strict ? schemas.exact(fit, path + ".parameters") : fit);
        if (strict) {
            tool.put("strict", true);
        }
        // Anthropic's own members beside the function: cache_control, defer_loading, input_examples …
        outer.forEach((name, value) -> {
            if (!name.equals("type") && !name.equals("function") && value != null) {
                tool.put(name, value);
            }
        });
        return tool;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Map<String, Object> said(String type) {
        Map<String, Object> said = new LinkedHashMap<>(4);
        said.put("type", type);
        return said;
    }

    private static Map<String, Object> named(String name) {
        Map<String, Object> said = said("tool");
        said.put("name", name);
        return said;
    }
}
