package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the chunks of a stream together again, so that a collected answer equals the one that would have come whole. Knows nothing of
 * single providers: text grows, lists grow, of anything else the last word counts, unknown members included.
 */
public final class ChatCollector {

    private final Map<String, Object> answer = new LinkedHashMap<>();
    private final TreeMap<Integer, ChoiceCollector> choices = new TreeMap<>();

    /** Takes the next chunk. It is not kept, nor changed. */
    public void add(Map<String, Object> chunk) {
        chunk.forEach((name, value) -> {
            switch (name) {
                case "choices" -> {
                    if (value instanceof List<?> list) {
                        list.forEach(this::choice);
                    }
                }
                case "object" -> answer.put(name, "chat.completion");
                case "id", "created", "model" -> {
                    if (answer.get(name) == null) {
                        answer.put(name, value);
                    }
                }
                default -> {
                    // Providers repeat `"usage": null` in every chunk but the last.
                    if (value != null || !answer.containsKey(name)) {
                        answer.put(name, value);
                    }
                }
            }
        });
    }

    /** The answer as far as it has come. */
    public Map<String, Object> answer() {
        Map<String, Object> whole = new LinkedHashMap<>(answer);
        Object usage = whole.remove("usage");
        List<Object> list = new ArrayList<>(choices.size());
        choices.values().forEach(choice -> list.add(choice.choice()));
        whole.put("choices", list);
        if (usage != null || answer.containsKey("usage")) {
            whole.put("usage", usage);
        }
        return whole;
    }

    private void choice(Object value) {
        if (value instanceof Map<?, ?> choice) {
            int index = choice.get("index") instanceof Number number ? number.intValue() : 0;
            choices.computeIfAbsent(index, ChoiceCollector::new).add(choice);
        }
    }
}
