package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of a request in OpenAI's chat-completions shape (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create">source</a>), naming the few members that the gateway acts on.
 *
 * @param map the request itself, never copied
 */
public record ChatRequest(Map<String, Object> map) {

    /** A request with one user message and nothing else. */
    public static ChatRequest ofText(String text) {
        return ofMessages(List.of(message("user", text)));
    }

    /** A request with these messages and nothing else. */
    public static ChatRequest ofMessages(List<?> messages) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("messages", messages);
        return new ChatRequest(request);
    }

    /** A message with text content. */
    public static Map<String, Object> message(String role, String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", text);
        return message;
    }

    public Optional<String> model() {
        return map.get("model") instanceof String model ? Optional.of(model) : Optional.empty();
    }

    public boolean stream() {
        return Boolean.TRUE.equals(map.get("stream"));
    }

    /** Whether the caller asked for a last chunk with the usage ({@code stream_options.include_usage}). */
    public boolean includeUsage() {
        return map.get("stream_options") instanceof Map<?, ?> options
                && Boolean.TRUE.equals(options.get("include_usage"));
    }

    /** The messages that are objects. */
    public List<Map<String, Object>> messages() {
        List<Map<String, Object>> messages = new ArrayList<>();
        if (map.get("messages") instanceof List<?> list) {
            for (Object message : list) {
                if (message instanceof Map<?, ?> members) {
                    messages.add(cast(members));
                }
            }
        }
        return messages;
    }

    /** The text of the last message of the user, its text parts joined by line ends; empty where there is none. */
    public String lastUserText() {
        List<Map<String, Object>> messages = messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if ("user".equals(messages.get(i).get("role"))) {
                return text(messages.get(i).get("content"));
            }
        }
        return "";
    }

    /** The text in a message's {@code content}, be it a string or a list of parts. */
    public static String text(@Nullable Object content) {
        if (content instanceof CharSequence text) {
            return text.toString();
        }
        StringBuilder joined = new StringBuilder();
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> members && members.get("text") instanceof String text) {
                    joined.append(joined.isEmpty() ? "" : "\n").append(text);
                }
            }
        }
        return joined.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
