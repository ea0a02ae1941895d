package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A view of a whole answer in OpenAI's chat-completions shape (<a
 * href="https://platform.openai.com/docs/api-reference/chat/object">source</a>).
 *
 * @param map the answer itself, never copied
 */
public record ChatResponse(Map<String, Object> map) {

    /** An answer that says this text, made by the gateway rather than by a model. */
    public static ChatResponse ofText(String model, String text) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", ChatRequest.message("assistant", text));
        choice.put("finish_reason", "stop");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "chatcmpl-" + Long.toHexString(System.nanoTime()));
        answer.put("object", "chat.completion");
        answer.put("created", System.currentTimeMillis() / 1000);
        answer.put("model", model);
        answer.put("choices", new ArrayList<>(List.of(choice)));
        return new ChatResponse(answer);
    }

    public Optional<String> model() {
        return map.get("model") instanceof String model ? Optional.of(model) : Optional.empty();
    }

    public Optional<Usage> usage() {
        return Usage.in(map);
    }

    /** The text of the first choice's message; empty where it has none, as with a tool call. */
    public String text() {
        return map.get("choices") instanceof List<?> choices
                        && !choices.isEmpty()
                        && choices.get(0) instanceof Map<?, ?> choice
                        && choice.get("message") instanceof Map<?, ?> message
                        && message.get("content") != null
                ? ChatRequest.text(message.get("content"))
                : "";
    }
}
