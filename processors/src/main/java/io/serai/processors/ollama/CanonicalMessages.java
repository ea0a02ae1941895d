package io.serai.processors.ollama;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the canonical form. Older clients know no ids of calls: a call without one is named by its place, and a result without one
 * answers the first call of its function that has none yet.
 */
final class CanonicalMessages {

    /** Calls that no result has answered, in order. */
    private final List<ToolCall> unanswered = new ArrayList<>(2);

    /** @param given checked by {@link OllamaRules#CHAT} */
    List<Object> of(List<?> given) {
        List<Object> messages = new ArrayList<>(given.size());
        for (Object element : given) {
            if (element instanceof Map<?, ?> message) {
                messages.add(message(message, messages.size()));
            }
        }
        return messages;
    }

    /** The turn of {@code /api/generate}. */
    static List<Object> ofPrompt(Map<String, Object> given) {
        List<Object> messages = new ArrayList<>(2);
        if (given.get("system") instanceof String system && !system.isEmpty()) {
            messages.add(message("system", system));
        }
        String prompt = given.get("prompt") instanceof String text ? text : "";
        messages.add(message("user", content(prompt, given.get("images"))));
        return messages;
    }

    private Map<String, Object> message(Map<?, ?> given, int position) {
        String role = String.valueOf(given.get("role"));
        String text = given.get("content") instanceof String content ? content : "";
        Map<String, Object> message = message(role, content(text, given.get("images")));
        if (role.equals("tool")) {
            result(given, message, position);
        }
        if (given.get("thinking") instanceof String thinking && !thinking.isEmpty()) {
            message.put("reasoning_content", thinking);
        }
        List<Object> calls = calls(given, position);
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
            if (text.isEmpty()) {
                // Some providers refuse text that is empty.
                message.remove("content");
            }
        }
        return message;
    }

    private List<Object> calls(Map<?, ?> given, int position) {
        List<Object> calls = new ArrayList<>(2);
        if (given.get("tool_calls") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> call && call.get("function") instanceof Map<?, ?> function) {
                    String id = text(call.get("id"), "call_" + position + "_" + calls.size());
                    Object arguments = function.get("arguments") == null ? Map.of() : function.get("arguments");
                    ToolCall canonical = ToolCall.of(
                            id,
                            String.valueOf(function.get("name")),
                            new String(Json.write(arguments), StandardCharsets.UTF_8));
                    calls.add(canonical.map());
                    unanswered.add(canonical);
                }
            }
        }
        return calls;
    }

    private void result(Map<?, ?> given, Map<String, Object> message, int position) {
        String name = text(given.get("tool_name"), "");
        if (!name.isEmpty()) {
            message.put("name", name);
        }
        String id = text(given.get("tool_call_id"), "");
        ToolCall answered = answered(id, name);
        if (answered != null) {
            unanswered.remove(answered);
            id = answered.id();
        }
        message.put("tool_call_id", id.isEmpty() ? "call_" + position : id);
    }

    private @Nullable ToolCall answered(String id, String name) {
        for (ToolCall call : unanswered) {
            if (id.isEmpty() ? name.isEmpty() || name.equals(call.name()) : id.equals(call.id())) {
                return call;
            }
        }
        return null;
    }

    private static Map<String, Object> message(String role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static Object content(String text, @Nullable Object given) {
        if (!(given instanceof List<?> images) || images.isEmpty()) {
            return text;
        }
        List<Object> parts = new ArrayList<>(images.size() + 1);
        if (!text.isEmpty()) {
            parts.add(ContentPart.text(text).map());
        }
        for (Object image : images) {
            parts.add(ContentPart.image(ImageData.url(String.valueOf(image))).map());
        }
        return parts;
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value instanceof String text && !text.isEmpty() ? text : otherwise;
    }
}
