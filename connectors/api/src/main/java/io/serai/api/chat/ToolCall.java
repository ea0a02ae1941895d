package io.serai.api.chat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of one element of a message's {@code tool_calls}. A custom tool takes text of any kind, which is read as its one argument {@code
 * input} (<a href="https://platform.openai.com/docs/guides/function-calling#custom-tools">source</a>).
 *
 * @param map the call itself
 */
public record ToolCall(Map<String, Object> map) {

    /** @param arguments a JSON object, as text */
    public static ToolCall of(String id, String name, String arguments) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("arguments", arguments);
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("type", "function");
        call.put("function", function);
        return new ToolCall(call);
    }

    /** The calls in a message, empty where it has none. */
    public static List<ToolCall> in(Map<String, Object> message) {
        List<ToolCall> calls = new ArrayList<>();
        if (message.get("tool_calls") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> call) {
                    calls.add(new ToolCall(cast(call)));
                }
            }
        }
        return calls;
    }

    /** Empty where the provider gave none. */
    public String id() {
        return map.get("id") instanceof String id ? id : "";
    }

    public String name() {
        return function().get("name") instanceof String name ? name : "";
    }

    /** The arguments as the model wrote them: text that should be a JSON object. */
    public String argumentsText() {
        if (isCustom()) {
            return new String(Json.write(input()), StandardCharsets.UTF_8);
        }
        return function().get("arguments") instanceof String arguments ? arguments : "";
    }

    /** The arguments, no arguments being an empty object; empty where the model wrote something other than an object. */
    public Optional<Map<String, Object>> arguments() {
        if (isCustom()) {
            return Optional.of(input());
        }
        @Nullable Object given = function().get("arguments");
        if (given instanceof Map<?, ?> object) {
            return Optional.of(cast(object));
        }
        String text = argumentsText();
        if (text.isBlank()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private boolean isCustom() {
        return map.get("custom") instanceof Map;
    }

    private Map<String, Object> input() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("input", function().get("input"));
        return input;
    }

    /** The called function, or the custom tool. */
    private Map<String, Object> function() {
        Object called = isCustom() ? map.get("custom") : map.get("function");
        return called instanceof Map<?, ?> members ? cast(members) : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
