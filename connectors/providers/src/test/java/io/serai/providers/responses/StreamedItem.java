package io.serai.providers.responses;

import static io.serai.providers.responses.StreamedAnswerTest.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that OpenAI tells an item with (platform.openai.com/docs/api-reference/responses-streaming), each text in pieces. */
final class StreamedItem {

    private static final int PIECE = 5;

    private final Map<?, ?> item;
    private final int output;
    private final List<Map<String, Object>> events;

    private StreamedItem(Map<?, ?> item, int output, List<Map<String, Object>> events) {
        this.item = item;
        this.output = output;
        this.events = events;
    }

    static void tell(Map<?, ?> item, int output, List<Map<String, Object>> events) {
        StreamedItem streamed = new StreamedItem(item, output, events);
        streamed.tellItem("response.output_item.added");
        switch (String.valueOf(item.get("type"))) {
            case "message" -> streamed.message();
            case "function_call" ->
                streamed.pieces("response.function_call_arguments.delta", item.get("arguments"), Map.of());
            case "custom_tool_call" ->
                streamed.pieces("response.custom_tool_call_input.delta", item.get("input"), Map.of());
            case "reasoning" -> {
                streamed.texts("response.reasoning_summary_text.delta", "summary_index", item.get("summary"));
                streamed.texts("response.reasoning_text.delta", "content_index", item.get("content"));
            }
            default -> {
                // Of a tool that OpenAI runs: nothing of it is told before its end.
            }
        }
        streamed.tellItem("response.output_item.done");
    }

    private void tellItem(String type) {
        Map<String, Object> told = new LinkedHashMap<>();
        item.forEach((name, value) -> told.put(String.valueOf(name), value));
        if (type.endsWith("added")) {
            told.replaceAll((name, value) -> switch (name) {
                case "arguments", "input" -> "";
                case "content", "summary" -> List.of();
                default -> value;
            });
        }
        events.add(event(type, Map.of("output_index", output, "item", told)));
    }

    private void message() {
        List<?> parts = (List<?>) item.get("content");
        for (int i = 0; i < parts.size(); i++) {
            Map<?, ?> part = (Map<?, ?>) parts.get(i);
            events.add(event("response.content_part.added", place(Map.of("content_index", i, "part", Map.of()))));
            if (part.get("refusal") != null) {
                pieces("response.refusal.delta", part.get("refusal"), Map.of("content_index", i));
                continue;
            }
            if (part.get("logprobs") instanceof List<?> logprobs) {
                events.add(event(
                        "response.output_text.delta",
                        place(Map.of("content_index", i, "delta", part.get("text"), "logprobs", logprobs))));
            } else {
                pieces("response.output_text.delta", part.get("text"), Map.of("content_index", i));
            }
            for (Object annotation : (List<?>) part.get("annotations")) {
                events.add(event(
                        "response.output_text.annotation.added",
                        place(Map.of("content_index", i, "annotation", annotation))));
            }
        }
    }

    private void texts(String type, String index, Object parts) {
        if (parts instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                pieces(type, ((Map<?, ?>) list.get(i)).get("text"), Map.of(index, i));
            }
        }
    }

    private void pieces(String type, Object text, Map<String, Object> members) {
        String all = (String) text;
        int[] letters = all.codePoints().toArray();
        for (int from = 0; from < letters.length; from += PIECE) {
            Map<String, Object> event = new LinkedHashMap<>(members);
            event.put("delta", new String(letters, from, Math.min(letters.length - from, PIECE)));
            events.add(event(type, place(event)));
        }
    }

    private Map<String, Object> place(Map<String, Object> members) {
        Map<String, Object> placed = new LinkedHashMap<>(members);
        placed.put("output_index", output);
        placed.put("item_id", item.get("id"));
        return placed;
    }
}
