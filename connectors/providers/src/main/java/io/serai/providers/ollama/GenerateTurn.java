package io.serai.providers.ollama;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A turn that {@code /api/generate} alone can be told (<a href="https://docs.ollama.com/api/generate">source</a>): text that is to come
 * after the answer, a prompt with or without a template, tokens of earlier turns. A conversation, or one with tools, is not one.
 */
final class GenerateTurn {

    private static final Set<String> WORDS = Set.of("suffix", "raw", "template", "context");

    private GenerateTurn() {}

    /**
     * Makes a chat a turn, if it has to be one and can be.
     *
     * @param request in canonical form
     * @param members of the chat, in Ollama's words
     * @param dropped what the chat could not be told
     */
    static void write(Map<String, Object> request, Map<String, Object> members, List<String> dropped) {
        boolean isNeeded = WORDS.stream().anyMatch(dropped::contains);
        if (!isNeeded || members.containsKey("tools") || !(members.get("messages") instanceof List<?> messages)) {
            return;
        }
        Map<?, ?> user = message(messages, messages.size() - 1, "user");
        Map<?, ?> system = messages.size() == 2 ? message(messages, 0, "system") : null;
        if (user == null || (system == null && messages.size() != 1)) {
            return;
        }
        members.remove("messages");
        members.put("prompt", user.get("content"));
        if (user.get("images") != null) {
            members.put("images", user.get("images"));
        }
        if (system != null) {
            members.put("system", system.get("content"));
        }
        for (String word : WORDS) {
            if (dropped.remove(word)) {
                members.put(word, request.get(word));
            }
        }
    }

    private static @Nullable Map<?, ?> message(List<?> messages, int position, String role) {
        return position >= 0 && messages.get(position) instanceof Map<?, ?> message && role.equals(message.get("role"))
                ? message
                : null;
    }
}
