package io.serai.providers.ollama;

import io.serai.api.chat.ObjectSchema;
import io.serai.api.chat.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request. Ollama has functions, and no choice among them (<a
 * href="https://docs.ollama.com/api/openai-compatibility">{@code tool_choice} is not supported</a>): which may be called is told by leaving
 * the others out.
 */
final class Tools {

    /** Anthropic's hints beside a tool. */
    private static final Set<String> HINTS =
            Set.of("cache_control", "defer_loading", "allowed_callers", "eager_input_streaming", "input_examples");

    private final List<String> dropped;

    private Tools(List<String> dropped) {
        this.dropped = dropped;
    }

    static void write(Map<String, Object> request, Map<String, Object> body, List<String> dropped) {
        if (!(request.get("tools") instanceof List<?> tools) || tools.isEmpty()) {
            return;
        }
        Object given = request.get("tool_choice");
        ToolChoice choice = ToolChoice.of(given).orElse(null);
        if (choice != null && choice.mode() == ToolChoice.Mode.NONE) {
            return;
        }
        boolean isLost = choice == null ? given != null : choice.mode() == ToolChoice.Mode.REQUIRED;
        if (isLost) {
            dropped.add("tool_choice");
        }
        List<Object> told = new Tools(dropped).told(tools, choice == null ? List.of() : choice.names());
        if (!told.isEmpty()) {
            body.put("tools", told);
        }
    }

    /** @param names of those that may be called; empty for all */
    private List<Object> told(List<?> tools, List<String> names) {
        List<Object> told = new ArrayList<>(tools.size());
        for (int i = 0; i < tools.size(); i++) {
            String path = "tools[" + i + "]";
            if (!(tools.get(i) instanceof Map<?, ?> tool) || !(tool.get("function") instanceof Map<?, ?> function)) {
                dropped.add(path);
            } else if (names.isEmpty() || names.contains(String.valueOf(function.get("name")))) {
                told.add(tool(path, tool, function));
            }
        }
        return told;
    }

    private Map<String, Object> tool(String path, Map<?, ?> tool, Map<?, ?> function) {
        Map<String, Object> told = new LinkedHashMap<>();
        tool.forEach((name, value) -> {
            if (name.equals("function")) {
                told.put("function", function(path, function));
            } else if (HINTS.contains(String.valueOf(name))) {
                drop(path + "." + name, value);
            } else {
                told.put(String.valueOf(name), value);
            }
        });
        return told;
    }

    private Map<String, Object> function(String path, Map<?, ?> function) {
        Map<String, Object> told = new LinkedHashMap<>();
        function.forEach((name, value) -> {
            if (!"strict".equals(name)) {
                told.put(String.valueOf(name), value);
            } else if (!Boolean.FALSE.equals(value)) {
                drop(path + ".function.strict", value);
            }
        });
        // Required, and the templates of models go through its properties: https://docs.ollama.com/openapi.yaml
        if (told.get("parameters") == null) {
            told.put("parameters", ObjectSchema.NO_ARGUMENTS);
        }
        return told;
    }

    private void drop(String path, @Nullable Object value) {
        if (value != null) {
            dropped.add(path);
        }
    }
}
