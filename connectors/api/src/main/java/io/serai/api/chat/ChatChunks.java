package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole answer told as chunks: one for each choice's message, one for its finish, one for the usage. */
final class ChatChunks {

    private ChatChunks() {}

    static List<Map<String, Object>> of(Map<String, Object> answer) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        if (answer.get("choices") instanceof List<?> choices) {
            for (Object choice : choices) {
                if (choice instanceof Map<?, ?> map) {
                    message(answer, map, chunks);
                }
            }
        }
        if (answer.containsKey("usage")) {
            Map<String, Object> last = envelope(answer);
            last.put("choices", List.of());
            last.put("usage", answer.get("usage"));
            chunks.add(last);
        } else if (chunks.isEmpty()) {
            Map<String, Object> only = envelope(answer);
            only.put("choices", List.of());
            chunks.add(only);
        }
        return chunks;
    }

    private static void message(Map<String, Object> answer, Map<?, ?> choice, List<Map<String, Object>> chunks) {
        Map<String, Object> first = new LinkedHashMap<>();
        Map<String, Object> finish = new LinkedHashMap<>();
        finish.put("index", choice.get("index"));
        finish.put("delta", Map.of());
        for (Map.Entry<?, ?> member : choice.entrySet()) {
            String name = String.valueOf(member.getKey());
            switch (name) {
                case "message" -> first.put("delta", delta(member.getValue()));
                case "finish_reason" -> finish.put(name, member.getValue());
                default -> first.put(name, member.getValue());
            }
        }
        first.put("finish_reason", null);
        chunks.add(chunk(answer, first));
        chunks.add(chunk(answer, finish));
    }

    private static Object delta(Object message) {
        if (message instanceof Map<?, ?> map && map.get("tool_calls") instanceof List<?> calls) {
            Map<Object, Object> delta = new LinkedHashMap<>(map);
            List<Object> indexed = new ArrayList<>(calls.size());
            for (Object call : calls) {
                if (call instanceof Map<?, ?> members) {
                    Map<Object, Object> withIndex = new LinkedHashMap<>();
                    withIndex.put("index", indexed.size());
                    withIndex.putAll(members);
                    indexed.add(withIndex);
                }
            }
            delta.put("tool_calls", indexed);
            return delta;
        }
        return message == null ? Map.of() : message;
    }

    private static Map<String, Object> chunk(Map<String, Object> answer, Map<String, Object> choice) {
        Map<String, Object> chunk = envelope(answer);
        chunk.put("choices", List.of(choice));
        return chunk;
    }

    private static Map<String, Object> envelope(Map<String, Object> answer) {
        Map<String, Object> chunk = new LinkedHashMap<>(answer);
        chunk.remove("choices");
        chunk.remove("usage");
        chunk.put("object", "chat.completion.chunk");
        return chunk;
    }
}
