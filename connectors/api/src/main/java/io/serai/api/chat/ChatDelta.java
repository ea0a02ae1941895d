package io.serai.api.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of a message as chunks carry them, in OpenAI's words. */
public final class ChatDelta {

    private ChatDelta() {}

    /** The first of each choice. */
    public static Map<String, Object> role() {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", "");
        return delta;
    }

    public static Map<String, Object> text(String text) {
        return Map.of("content", text);
    }

    public static Map<String, Object> refusal(String text) {
        return Map.of("refusal", text);
    }

    /** A piece of reasoning; its text, if it has one, is told as {@code reasoning_content} too. */
    public static Map<String, Object> reasoning(ReasoningDetail detail) {
        Map<String, Object> delta = new LinkedHashMap<>();
        detail.readable().ifPresent(text -> delta.put("reasoning_content", text));
        delta.put("reasoning_details", List.of(detail.map()));
        return delta;
    }

    /** A tool call begins. */
    public static Map<String, Object> toolCall(int index, String id, String name) {
        return toolCall(index, id, name, "");
    }

    /** A tool call begins, or comes as a whole. */
    public static Map<String, Object> toolCall(int index, String id, String name, String arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("index", index);
        call.put("id", id);
        call.put("type", "function");
        call.put("function", function(name, arguments));
        return Map.of("tool_calls", List.of(call));
    }

    /** A piece of the JSON text of a tool call's arguments. */
    public static Map<String, Object> toolArguments(int index, String piece) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("index", index);
        call.put("function", Map.of("arguments", piece));
        return Map.of("tool_calls", List.of(call));
    }

    private static Map<String, Object> function(String name, String arguments) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("arguments", arguments);
        return function;
    }
}
