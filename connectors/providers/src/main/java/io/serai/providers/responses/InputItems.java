package io.serai.providers.responses;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of a chat as input items (<a
 * href="https://platform.openai.com/docs/api-reference/responses/create#responses-create-input">source</a>).
 */
final class InputItems {

    private static final String CUSTOM = "custom_tool_call";

    /** What of a message has a place in the items that are made of it, by role. */
    private static final Set<String> OF_ASSISTANT = Set.of(
            "role",
            "content",
            "tool_calls",
            "refusal",
            "phase",
            "annotations",
            "native",
            "reasoning_details",
            // Also told as details, where they were OpenAI's.
            "reasoning_content",
            "reasoning");

    /** The name of the function that answered: the call's id says it. */
    private static final Set<String> OF_TOOL = Set.of("role", "content", "tool_call_id", "name");

    private static final Set<String> OF_CALL = Set.of("id", "type", "function", "custom", "index");

    private static final Set<String> OF_OTHERS = Set.of("role", "content");

    private final Map<String, Object> request;
    private final List<String> dropped;
    private final InputContent content;
    private final List<Object> items = new ArrayList<>();
    /** Types of the calls that were made, by id. */
    private final Map<Object, String> calls = new HashMap<>();

    InputItems(Map<String, Object> request, List<String> dropped) {
        this.request = request;
        this.dropped = dropped;
        this.content = new InputContent(dropped);
    }

    /** The items of all messages. Called once. */
    List<Object> items() {
        if (request.get("messages") instanceof List<?> messages) {
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i) instanceof Map<?, ?> message) {
                    message(cast(message), "messages[" + i + "]");
                }
            }
        }
        return items;
    }

    private void message(Map<String, Object> message, String at) {
        String role = String.valueOf(message.get("role"));
        switch (role) {
            case "assistant" -> {
                notice(message, OF_ASSISTANT, at);
                assistant(message, at);
            }
            case "tool" -> {
                notice(message, OF_TOOL, at);
                result(message, at);
            }
            default -> {
                notice(message, OF_OTHERS, at);
                items.add(said(role.equals("function") ? "user" : role, message, at));
            }
        }
    }

    private void notice(Map<String, Object> message, Set<String> known, String at) {
        message.forEach((name, value) -> {
            if (!known.contains(name) && !saysNothing(value)) {
                dropped.add(at + "." + name);
            }
        });
    }

    private static boolean saysNothing(Object value) {
        return value == null || Boolean.FALSE.equals(value) || (value instanceof List<?> list && list.isEmpty());
    }

    private Map<String, Object> said(String role, Map<String, Object> message, String at) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("role", role);
        item.put("content", content.input(message.get("content"), at + ".content"));
        return item;
    }

    /** What the model said itself goes back as it came, where it came from here. */
    private void assistant(Map<String, Object> message, String at) {
        List<?> own = NativeItems.of(message);
        if (!own.isEmpty()) {
            for (Object item : own) {
                if (item instanceof Map<?, ?> map && map.get("call_id") != null) {
                    calls.put(map.get("call_id"), String.valueOf(map.get("type")));
                }
            }
            items.addAll(own);
            return;
        }
        if (NativeItems.tellOfServersTools(message)) {
            dropped.add(at + ".native");
        }
        List<ReasoningDetail> details = ReasoningDetail.in(message);
        items.addAll(new ReasoningItems(keeps()).of(details, at, dropped));
        if (details.isEmpty() && message.get("reasoning_content") instanceof String text && !text.isEmpty()) {
            dropped.add(at + ".reasoning_content");
        }
        Object said = content.output(message, at);
        if (said != null) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("role", "assistant");
            item.put("content", said);
            if (message.get("phase") != null) {
                item.put("phase", message.get("phase"));
            }
            items.add(item);
        }
        List<ToolCall> made = ToolCall.in(message);
        for (int i = 0; i < made.size(); i++) {
            Map<String, Object> item = call(made.get(i), at + ".tool_calls[" + i + "]");
            calls.put(made.get(i).id(), String.valueOf(item.get("type")));
            items.add(item);
        }
    }

    private Map<String, Object> call(ToolCall call, String at) {
        Map<String, Object> item = new LinkedHashMap<>();
        if (call.map().get("custom") instanceof Map<?, ?> custom) {
            item.put("type", CUSTOM);
            item.put("call_id", call.id());
            item.put("name", custom.get("name"));
            item.put("input", custom.get("input"));
        } else {
            item.put("type", "function_call");
            item.put("call_id", call.id());
            item.put("name", call.name());
            item.put("arguments", arguments(call));
        }
        call.map().forEach((name, value) -> {
            if (AnswerReader.FURTHER_OF_CALL.contains(name)) {
                item.put(name, value);
            } else if (!OF_CALL.contains(name) && !saysNothing(value)) {
                dropped.add(at + "." + name);
            }
        });
        return item;
    }

    /** As the model wrote them; some clients give them back as the object that they are. */
    private static String arguments(ToolCall call) {
        return call.map().get("function") instanceof Map<?, ?> function
                        && function.get("arguments") instanceof Map<?, ?> object
                ? new String(Json.write(object), StandardCharsets.UTF_8)
                : call.argumentsText();
    }

    /**
     * OpenAI: "No tool call found for function call output with call_id …" (<a
     * href="https://github.com/agentjido/req_llm/pull/426">an example</a>). What nobody asked for is said as the user's words.
     */
    private void result(Map<String, Object> message, String at) {
        Object id = message.get("tool_call_id");
        String call = id == null ? null : calls.get(id);
        if (call == null && (id == null || !keeps())) {
            dropped.add(at + ".tool_call_id");
            items.add(said("user", message, at));
            return;
        }
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", CUSTOM.equals(call) ? "custom_tool_call_output" : "function_call_output");
        item.put("call_id", id);
        item.put("output", content.input(message.get("content"), at + ".content"));
        items.add(item);
    }

    /** Whether what went before is kept by the provider: calls and reasoning that are not told here may be known there. */
    private boolean keeps() {
        return request.get("previous_response_id") != null || request.get("conversation") != null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
