package io.serai.processors.ollama;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of tools, always told whole, their arguments as an object (<a href="https://docs.ollama.com/capabilities/tool-calling">source</a>). */
final class SaidCalls {

    private final ChatCollector collector = new ChatCollector();

    /** Takes the pieces of calls in a delta. */
    void add(Map<String, Object> delta) {
        if (delta.get("tool_calls") instanceof List<?> pieces && !pieces.isEmpty()) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("index", 0);
            choice.put("delta", Map.of("tool_calls", pieces));
            collector.add(Map.of("choices", List.of(choice)));
        }
    }

    /** All calls, once all of their pieces have come. */
    List<Object> whole() {
        return in(Said.member(Said.choice(collector.answer()), "message"));
    }

    /** The calls of a whole message. */
    static List<Object> in(Map<String, Object> message) {
        List<Object> told = new ArrayList<>(0);
        for (ToolCall call : ToolCall.in(message)) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("index", told.size());
            function.put("name", call.name());
            // A model that was cut off in the middle of it: the tool will see what it has, and refuse.
            function.put("arguments", call.arguments().orElseGet(() -> Map.of("INVALID_JSON", call.argumentsText())));
            Map<String, Object> own = new LinkedHashMap<>();
            if (!call.id().isEmpty()) {
                own.put("id", call.id());
            }
            own.put("function", function);
            told.add(own);
        }
        return told;
    }
}
