package io.serai.providers.compatible;

import io.serai.api.chat.ObjectSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tools of a request and the choice among them, in a service's own words. */
final class ToolWriter {

    private final Wording wording;
    private final Map<String, Object> body;
    private final List<String> dropped;

    private ToolWriter(Wording wording, Map<String, Object> body, List<String> dropped) {
        this.wording = wording;
        this.body = body;
        this.dropped = dropped;
    }

    /** Whether the tools need what a service calls beta. */
    static boolean write(Wording wording, Map<String, Object> body, List<String> dropped) {
        ToolWriter writer = new ToolWriter(wording, body, dropped);
        Set<Object> allowed = writer.choice();
        return body.get("tools") instanceof List<?> tools && writer.tools(tools, allowed);
    }

    /** The names of the tools that may be called, where that is told by leaving the others out; null for all. */
    private @Nullable Set<Object> choice() {
        Object choice = body.get("tool_choice");
        Set<Object> names = null;
        if (wording.is(Quirk.NO_ALLOWED_TOOLS)
                && choice instanceof Map<?, ?> map
                && "allowed_tools".equals(map.get("type"))
                && map.get("allowed_tools") instanceof Map<?, ?> allowed) {
            names = names(allowed.get("tools"));
            choice = allowed.get("mode");
            body.put("tool_choice", choice);
        }
        if (wording.is(Quirk.REQUIRED_IS_ANY) && "required".equals(choice)) {
            body.put("tool_choice", "any");
        }
        return names;
    }

    private static Set<Object> names(@Nullable Object tools) {
        Set<Object> names = new HashSet<>();
        if (tools instanceof List<?> list) {
            for (Object tool : list) {
                if (tool instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> function) {
                    names.add(function.get("name"));
                }
            }
        }
        return names;
    }

    private boolean tools(List<?> tools, @Nullable Set<Object> allowed) {
        boolean beta = false;
        List<Object> own = new ArrayList<>(tools.size());
        boolean changed = false;
        for (int i = 0; i < tools.size(); i++) {
            Object tool = tools.get(i);
            Object told = tool instanceof Map<?, ?> map ? tool(i, map, allowed) : tool;
            changed |= told != tool;
            if (told != null) {
                own.add(told);
            }
            beta |= wording.is(Quirk.BETA_PATH)
                    && told instanceof Map<?, ?> map
                    && map.get("function") instanceof Map<?, ?> function
                    && Boolean.TRUE.equals(function.get("strict"));
        }
        if (changed) {
            if (own.isEmpty()) {
                body.remove("tools");
                body.remove("tool_choice");
            } else {
                body.put("tools", own);
            }
        }
        return beta;
    }

    private @Nullable Object tool(int i, Map<?, ?> tool, @Nullable Set<Object> allowed) {
        Object type = tool.get("type");
        if (type instanceof String name
                && !wording.toolTypes().isEmpty()
                && !wording.toolTypes().contains(name)) {
            dropped.add("tools[" + i + "]");
            return null;
        }
        if (allowed != null
                && tool.get("function") instanceof Map<?, ?> function
                && !allowed.contains(function.get("name"))) {
            return null;
        }
        Map<Object, Object> copy = null;
        for (String name : wording.partMembers()) {
            if (tool.containsKey(name)) {
                copy = copy == null ? new LinkedHashMap<>(tool) : copy;
                if (copy.remove(name) != null) {
                    dropped.add("tools[" + i + "]." + name);
                }
            }
        }
        Map<?, ?> told = copy == null ? tool : copy;
        return wording.is(Quirk.PROPERTIES_DEMANDED) ? withProperties(told) : told;
    }

    private static Map<?, ?> withProperties(Map<?, ?> tool) {
        if (!(tool.get("function") instanceof Map<?, ?> function)
                || !(function.get("parameters") instanceof Map<?, ?> parameters)) {
            return tool;
        }
        Map<?, ?> whole = ObjectSchema.whole(parameters);
        if (whole == parameters) {
            return tool;
        }
        Map<Object, Object> own = new LinkedHashMap<>(function);
        own.put("parameters", whole);
        Map<Object, Object> told = new LinkedHashMap<>(tool);
        told.put("function", own);
        return told;
    }
}
