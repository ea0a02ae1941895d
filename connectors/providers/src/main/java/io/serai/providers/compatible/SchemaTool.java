package io.serai.providers.compatible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool that stands for a JSON schema: the model has to call it, and the arguments of its call are the answer.
 *
 * @param name of the schema, and of the tool
 * @param function the tool's own
 */
record SchemaTool(String name, Map<String, Object> function) {

    /** The tool that a request is to be answered by; null where it needs none, or has tools of its own, beside which none can be forced. */
    static @Nullable SchemaTool in(Wording wording, Map<String, Object> request) {
        boolean needed = wording.is(Quirk.SCHEMA_BY_TOOL)
                && !(request.get("tools") instanceof List<?> tools && !tools.isEmpty());
        return needed && request.get("response_format") instanceof Map<?, ?> format ? of(format) : null;
    }

    private static @Nullable SchemaTool of(Map<?, ?> format) {
        if (!(format.get("json_schema") instanceof Map<?, ?> named)
                || !(named.get("schema") instanceof Map<?, ?> schema)) {
            return null;
        }
        String name = named.get("name") instanceof String given ? given : "answer";
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        if (named.get("description") instanceof String description) {
            function.put("description", description);
        }
        function.put("parameters", schema);
        if (Boolean.TRUE.equals(named.get("strict"))) {
            function.put("strict", true);
        }
        return new SchemaTool(name, function);
    }

    /**
     * Asks for the call. DeepSeek can't be made to call a tool while it thinks (<a
     * href="https://api-docs.deepseek.com/guides/thinking_mode">thinking mode</a>), and thinks unless told not to.
     */
    void ask(Map<String, Object> body, List<String> dropped) {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        body.put("tools", List.of(tool));
        body.put("tool_choice", Map.of("type", "function", "function", Map.of("name", name)));
        for (String wish : List.of("reasoning", "reasoning_effort", "thinking")) {
            Object wanted = body.remove(wish);
            if (wanted != null && !"none".equals(wanted) && !isOff(wanted)) {
                dropped.add(wish);
            }
        }
        body.put("thinking", Map.of("type", "disabled"));
    }

    private static boolean isOff(Object wish) {
        return wish instanceof Map<?, ?> map
                && ("disabled".equals(map.get("type"))
                        || "none".equals(map.get("effort"))
                        || Boolean.FALSE.equals(map.get("enabled")));
    }

    /** Turns the call of this tool in an answer's message into content; another message stays as it is. */
    boolean answer(Map<String, Object> message) {
        if (!(message.get("tool_calls") instanceof List<?> calls)) {
            return false;
        }
        StringBuilder json = new StringBuilder();
        List<Object> others = new ArrayList<>(0);
        for (Object call : calls) {
            if (call instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> called && isThis(called)) {
                json.append(called.get("arguments"));
            } else {
                others.add(call);
            }
        }
        if (json.isEmpty()) {
            return false;
        }
        message.put("content", json.toString());
        if (others.isEmpty()) {
            message.remove("tool_calls");
        } else {
            message.put("tool_calls", others);
        }
        return others.isEmpty();
    }

    private boolean isThis(Map<?, ?> called) {
        return name.equals(called.get("name"));
    }

    /** The same for a delta. Only this tool can be called, so that every piece of arguments is content. */
    boolean delta(Map<String, Object> delta) {
        if (!(delta.get("tool_calls") instanceof List<?> calls)) {
            return false;
        }
        StringBuilder json = new StringBuilder();
        for (Object call : calls) {
            if (call instanceof Map<?, ?> map
                    && map.get("function") instanceof Map<?, ?> called
                    && called.get("arguments") instanceof String piece) {
                json.append(piece);
            }
        }
        delta.remove("tool_calls");
        delta.put("content", json.toString());
        return true;
    }
}
