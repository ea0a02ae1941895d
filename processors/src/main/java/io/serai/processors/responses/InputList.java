package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items that a caller sent for a response, as they are listed (<a
 * href="https://platform.openai.com/docs/api-reference/responses/input-items">source</a>): each with an id, a message's text in parts.
 */
final class InputList {

    private static final Map<String, String> PREFIXES = Map.of(
            "message", "msg",
            "reasoning", "rs",
            "function_call", "fc",
            "function_call_output", "fco",
            "custom_tool_call", "ctc",
            "custom_tool_call_output", "ctco");

    private InputList() {}

    static List<Map<String, Object>> of(StoredResponse turn) {
        List<Map<String, Object>> listed = new ArrayList<>();
        for (Map<String, Object> item : turn.inputItems()) {
            listed.add(listed(item, turn.id(), listed.size()));
        }
        return listed;
    }

    private static Map<String, Object> listed(Map<String, Object> item, String response, int index) {
        String type = Items.type(item);
        Map<String, Object> listed = new LinkedHashMap<>();
        listed.put("id", ResponseIds.input(PREFIXES.getOrDefault(type, "item"), response, index));
        listed.put("type", type);
        listed.putAll(item);
        listed.put("type", type);
        if (type.equals("message")) {
            listed.putIfAbsent("status", "completed");
            listed.put("content", parts(item.get("content"), "assistant".equals(item.get("role"))));
        }
        return listed;
    }

    private static @Nullable Object parts(@Nullable Object content, boolean isSaid) {
        if (!(content instanceof String text)) {
            return content;
        }
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", isSaid ? "output_text" : "input_text");
        part.put("text", text);
        if (isSaid) {
            part.put("annotations", List.of());
        }
        return List.of(part);
    }
}
