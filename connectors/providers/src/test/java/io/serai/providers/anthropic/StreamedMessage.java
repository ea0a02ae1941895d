package io.serai.providers.anthropic;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that Anthropic would tell a message in: https://platform.claude.com/docs/en/build-with-claude/streaming. */
final class StreamedMessage {

    private StreamedMessage() {}

    static List<Map<String, Object>> events(
            String model,
            List<Object> blocks,
            Map<String, Object> begun,
            Map<String, Object> ending,
            Map<String, Object> ended) {
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(event(
                "message_start",
                "message",
                Map.of("id", "msg_1", "type", "message", "model", model, "content", List.of(), "usage", begun)));
        for (int i = 0; i < blocks.size(); i++) {
            block((Map<?, ?>) blocks.get(i), i, events);
        }
        Map<String, Object> delta = event("message_delta", "delta", ending);
        delta.put("usage", ended);
        events.add(delta);
        events.add(event("message_stop", "more", 0));
        return events;
    }

    private static void block(Map<?, ?> block, int index, List<Map<String, Object>> events) {
        Map<Object, Object> begun = new LinkedHashMap<>(block);
        List<Map<String, Object>> deltas = new ArrayList<>();
        begun.remove("citations");
        begun.computeIfPresent("text", (name, text) -> pieces("text_delta", "text", text, deltas, ""));
        begun.computeIfPresent("thinking", (name, text) -> pieces("thinking_delta", "thinking", text, deltas, ""));
        begun.computeIfPresent("signature", (name, text) -> pieces("signature_delta", "signature", text, deltas, ""));
        begun.computeIfPresent("input", (name, input) -> {
            if (!((Map<?, ?>) input).isEmpty()) {
                String json = new String(Json.write(input), StandardCharsets.UTF_8);
                pieces("input_json_delta", "partial_json", json, deltas, "");
            }
            return Map.of();
        });
        if (block.get("citations") instanceof List<?> citations) {
            citations.forEach(citation -> deltas.add(Map.of("type", "citations_delta", "citation", citation)));
        }
        events.add(indexed("content_block_start", index, "content_block", begun));
        deltas.forEach(delta -> events.add(indexed("content_block_delta", index, "delta", delta)));
        events.add(indexed("content_block_stop", index, "more", 0));
    }

    private static Object pieces(String type, String name, Object text, List<Map<String, Object>> deltas, Object left) {
        String whole = text.toString();
        int half = whole.offsetByCodePoints(0, whole.codePointCount(0, whole.length()) / 2);
        for (String piece : List.of(whole.substring(0, half), whole.substring(half))) {
            deltas.add(Map.of("type", type, name, piece));
        }
        return left;
    }

    private static Map<String, Object> indexed(String type, int index, String name, Object value) {
        Map<String, Object> event = event(type, name, value);
        event.put("index", index);
        return event;
    }

    private static Map<String, Object> event(String type, String name, Object value) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put(name, value);
        return event;
    }
}
