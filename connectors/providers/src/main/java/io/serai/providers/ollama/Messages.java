package io.serai.providers.ollama;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request: text, with {@code images}, {@code thinking}, {@code tool_calls} and {@code tool_name} beside it (<a
 * href="https://docs.ollama.com/api/chat">source</a>).
 */
final class Messages {

    private final List<String> dropped;
    /** The functions of calls so far, by the calls' ids: a result names its function. */
    private final Map<String, String> called = new HashMap<>(4);

    Messages(List<String> dropped) {
        this.dropped = dropped;
    }

    /** Something other than a list is left for Ollama to judge. */
    @Nullable
    Object write(@Nullable Object messages) {
        if (!(messages instanceof List<?> list)) {
            return messages;
        }
        List<Object> told = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object message = list.get(i);
            told.add(message instanceof Map<?, ?> map ? message("messages[" + i + "]", cast(map)) : message);
        }
        return told;
    }

    private Map<String, Object> message(String path, Map<String, Object> given) {
        String role = given.get("role") instanceof String word ? word : "user";
        boolean isResult = role.equals("tool") || role.equals("function");
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("role", role.equals("developer") ? "system" : isResult ? "tool" : role);
        new Content(path, given, dropped).write(told);
        given.forEach((name, value) -> {
            switch (name) {
                case "role", "content", "refusal", "native", "images" -> {}
                case "reasoning_content", "reasoning", ReasoningDetail.MEMBER -> {}
                case "tool_calls" -> calls(path, given, told);
                case "name" -> {
                    if (!isResult) {
                        lose(path, name, value);
                    }
                }
                default -> other(path, name, value, told);
            }
        });
        thinking(path, given, told);
        if (isResult) {
            toolName(given, told);
        }
        return told;
    }

    private void other(String path, String name, @Nullable Object value, Map<String, Object> told) {
        if (Foreign.contains(name)) {
            lose(path, name, value);
        } else {
            told.put(name, value);
        }
    }

    private void lose(String path, String name, @Nullable Object value) {
        if (!Foreign.saysNothing(name, value)) {
            dropped.add(path + "." + name);
        }
    }

    /** Ids are of no use to older versions, which ignore them. */
    private void calls(String path, Map<String, Object> given, Map<String, Object> told) {
        List<ToolCall> calls = ToolCall.in(given);
        List<Object> own = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            String at = path + ".tool_calls[" + i + "]";
            if (!(call.map().get("function") instanceof Map)) {
                dropped.add(at);
                continue;
            }
            called.put(call.id(), call.name());
            own.add(call(at, call));
        }
        if (!own.isEmpty()) {
            told.put("tool_calls", own);
        }
    }

    private Map<String, Object> call(String path, ToolCall call) {
        Map<String, Object> arguments = call.arguments().orElse(null);
        if (arguments == null) {
            // An object is all that Ollama takes.
            dropped.add(path + ".function.arguments");
            arguments = Map.of();
        }
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", call.name());
        function.put("arguments", arguments);
        Map<String, Object> told = new LinkedHashMap<>();
        if (!call.id().isEmpty()) {
            told.put("id", call.id());
        }
        told.put("function", function);
        return told;
    }

    private void toolName(Map<String, Object> given, Map<String, Object> told) {
        String name = given.get("name") instanceof String own ? own : called.get(given.get("tool_call_id"));
        if (name != null && !name.isEmpty()) {
            told.put("tool_name", name);
        }
    }

    private void thinking(String path, Map<String, Object> given, Map<String, Object> told) {
        StringBuilder text = new StringBuilder();
        List<ReasoningDetail> details = ReasoningDetail.in(given);
        for (int i = 0; i < details.size(); i++) {
            ReasoningDetail detail = details.get(i);
            String at = path + "." + ReasoningDetail.MEMBER + "[" + i + "]";
            detail.readable().ifPresent(text::append);
            if (detail.readable().isEmpty()) {
                dropped.add(at);
            } else if (detail.map().get("signature") != null) {
                dropped.add(at + ".signature");
            }
        }
        Object plain = given.get("reasoning_content") == null ? given.get("reasoning") : given.get("reasoning_content");
        String thinking = plain instanceof String said ? said : text.toString();
        if (!thinking.isEmpty()) {
            told.put("thinking", thinking);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
