package io.serai.providers.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools and the choice among them: the same members as in a chat, but flat. */
final class ToolWriter {

    private final List<String> dropped;

    ToolWriter(List<String> dropped) {
        this.dropped = dropped;
    }

    void write(Map<String, Object> request, Map<String, Object> body) {
        if (request.get("tools") instanceof List<?> tools && !tools.isEmpty()) {
            List<Object> flat = new ArrayList<>(tools.size());
            for (int i = 0; i < tools.size(); i++) {
                flat.add(tool(tools.get(i), i));
            }
            body.put("tools", flat);
        }
        Object choice = choice(request.get("tool_choice"));
        if (choice != null) {
            body.put("tool_choice", choice);
        }
    }

    private @Nullable Object tool(@Nullable Object tool, int position) {
        if (!(tool instanceof Map<?, ?> map)) {
            return tool;
        }
        if ("function".equals(map.get("type")) && map.get("function") instanceof Map<?, ?> function) {
            Map<Object, Object> flat = flat(map, function);
            // Where a chat leaves these out it means no parameters, and not strict; Responses would take it to be
            // strict.
            flat.putIfAbsent("parameters", Map.of("type", "object", "properties", Map.of()));
            flat.putIfAbsent("strict", false);
            if (map.get("cache_control") != null) {
                dropped.add("tools[" + position + "].cache_control");
            }
            return flat;
        }
        return "custom".equals(map.get("type")) && map.get("custom") instanceof Map<?, ?> custom
                ? flat(map, custom)
                : tool;
    }

    private static @Nullable Object choice(@Nullable Object choice) {
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
        return inner instanceof Map<?, ?> named ? flat(map, named) : choice;
    }

    private static Map<Object, Object> flat(Map<?, ?> outer, Map<?, ?> inner) {
        Map<Object, Object> flat = new LinkedHashMap<>();
        flat.put("type", outer.get("type"));
        inner.forEach((name, value) -> {
            if (value != null) {
                flat.put(name, value);
            }
        });
        return flat;
    }
}
