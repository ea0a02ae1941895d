package io.serai.processors.check;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ToolCall;
import io.serai.api.chat.Usage;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers and requests as tests need them. */
public final class Said {

    private Said() {}

    public static Map<String, Object> text(String text) {
        return ChatResponse.ofText("test", text).map();
    }

    /** A text, with one token in and so many out. */
    public static Map<String, Object> text(String text, int tokens) {
        Map<String, Object> answer = text(text);
        answer.put("usage", Usage.of(1, tokens).map());
        return answer;
    }

    /** Calls of tools, each a name followed by its arguments. */
    public static Map<String, Object> calls(String... namesAndArguments) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", null);
        List<Object> calls = new ArrayList<>();
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            calls.add(ToolCall.of("call_" + i, namesAndArguments[i], namesAndArguments[i + 1])
                    .map());
        }
        message.put("tool_calls", calls);
        return message(message, "tool_calls");
    }

    public static Map<String, Object> message(Map<String, Object> message, String finishReason) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", finishReason);
        Map<String, Object> answer = text("");
        answer.put("choices", List.of(choice));
        return answer;
    }

    /** A request with one message of the user. */
    public static Map<String, Object> question(String text) {
        return ChatRequest.ofText(text).map();
    }

    public static Map<String, Object> json(String text) {
        try {
            return Json.standard().readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new AssertionError("expected JSON, found " + text, e);
        }
    }

    static Draft draft(Map<String, Object> request, Map<String, Object> answer) {
        return new Draft(request, answer);
    }
}
