package io.serai.providers.gemini;

import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The messages as {@code contents} and {@code systemInstruction}. System and developer messages go into the instruction, in their order,
 * those in the middle of the conversation too: as a user's text they would keep their place, but lose their authority, and stand
 * between calls and their results, where Gemini takes nothing. If there is nothing but system messages they are the user's.
 */
final class Conversation {

    private final List<Map<String, Object>> contents = new ArrayList<>();
    private final List<Map<String, Object>> system = new ArrayList<>(1);
    private final List<String> dropped;
    private final OwnWords words;
    private final ModelTurn turn;
    private final FunctionResults results;

    Conversation(
            Map<String, Object> request,
            GeminiModel model,
            FunctionNames names,
            MediaParts media,
            Surface surface,
            List<String> dropped) {
        this.dropped = dropped;
        this.words = new OwnWords(media, surface, dropped);
        this.turn = new ModelTurn(model, names, media, dropped);
        List<?> messages = request.get("messages") instanceof List<?> list ? list : List.of();
        this.results = new FunctionResults(messages, model, names, media, words);
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Map<?, ?> message) {
                message(Nodes.cast(message), i);
            }
        }
    }

    void write(Map<String, Object> body) {
        if (contents.isEmpty() && !system.isEmpty()) {
            body.put("contents", List.of(Nodes.of("role", "user", "parts", system)));
            return;
        }
        body.put("contents", contents);
        if (!system.isEmpty()) {
            body.put("systemInstruction", Nodes.of("parts", system));
        }
    }

    private void message(Map<String, Object> message, int i) {
        String role = String.valueOf(message.get("role"));
        unsaid(message, role, i);
        switch (role) {
            case "system", "developer" -> system.addAll(words.of(message, i));
            case "user" -> add("user", words.of(message, i));
            case "assistant" -> {
                List<ToolCall> calls = ToolCall.in(message);
                add("model", turn.parts(message, calls, "messages[" + i + "]"));
                if (!calls.isEmpty()) {
                    add("user", results.of(calls, i));
                }
            }
            case "tool", "function" -> add("user", results.orphan(message, i));
            default -> dropped.add("messages[" + i + "]");
        }
    }

    private void add(String role, List<?> parts) {
        if (!parts.isEmpty()) {
            contents.add(Nodes.of("role", role, "parts", parts));
        }
    }

    private void unsaid(Map<String, Object> message, String role, int i) {
        for (Map.Entry<String, Object> member : message.entrySet()) {
            boolean said =
                    switch (member.getKey()) {
                        case "role", "content", "native", "annotations", "images", "reasoning_details" -> true;
                        case "tool_calls", "refusal" -> role.equals("assistant");
                        case "tool_call_id", "name", "is_error" -> role.equals("tool") || role.equals("function");
                        case "scheduling", "willContinue" -> role.equals("tool") || role.equals("function");
                        // The readable twin of the details.
                        case "reasoning_content", "reasoning" -> message.get("reasoning_details") != null;
                        default -> false;
                    };
            Object value = member.getValue();
            if (!said && value != null && !(value instanceof List<?> list && list.isEmpty())) {
                dropped.add("messages[" + i + "]." + member.getKey());
            }
        }
    }
}
