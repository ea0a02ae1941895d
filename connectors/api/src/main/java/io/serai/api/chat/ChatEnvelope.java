package io.serai.api.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all chunks of one answer have in common, for providers whose own answers look different. Makes answers and chunks in OpenAI's
 * shape (<a href="https://platform.openai.com/docs/api-reference/chat/object">answer</a>, <a
 * href="https://platform.openai.com/docs/api-reference/chat-streaming">chunk</a>).
 *
 * @param id the provider's own for the answer
 * @param created in seconds since 1970
 * @param model as the provider names it
 */
public record ChatEnvelope(String id, long created, String model) {

    /** A whole answer of one choice. */
    public Map<String, Object> answer(
            Map<String, Object> message, @Nullable String finishReason, @Nullable Usage usage) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", finishReason);
        return answer(List.of(choice), usage);
    }

    /** A whole answer. */
    public Map<String, Object> answer(List<Map<String, Object>> choices, @Nullable Usage usage) {
        return envelope("chat.completion", choices, usage);
    }

    /** A chunk with a piece of a choice's message; see {@link ChatDelta}. */
    public Map<String, Object> chunk(int index, Map<String, Object> delta) {
        return envelope("chat.completion.chunk", List.of(choice(index, delta, null)), null);
    }

    /** The last chunk of a choice. */
    public Map<String, Object> finish(int index, String finishReason) {
        return envelope("chat.completion.chunk", List.of(choice(index, Map.of(), finishReason)), null);
    }

    /** The last chunk of a stream. */
    public Map<String, Object> usage(Usage usage) {
        return envelope("chat.completion.chunk", List.of(), usage);
    }

    private static Map<String, Object> choice(int index, Map<String, Object> delta, @Nullable String finishReason) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", index);
        choice.put("delta", delta);
        choice.put("finish_reason", finishReason);
        return choice;
    }

    private Map<String, Object> envelope(String object, List<Map<String, Object>> choices, @Nullable Usage usage) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("id", id);
        envelope.put("object", object);
        envelope.put("created", created);
        envelope.put("model", model);
        envelope.put("choices", choices);
        if (usage != null) {
            envelope.put("usage", usage.map());
        }
        return envelope;
    }
}
