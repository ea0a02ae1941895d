package io.serai.providers.anthropic;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole <a href="https://platform.claude.com/docs/en/api/messages/create">message</a> as a canonical answer. */
final class MessagesAnswer {

    private static final Set<String> KNOWN =
            Set.of("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "stop_details", "usage");

    private final MessagesRequest request;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Object> details = new ArrayList<>(0);
    private final List<Object> calls = new ArrayList<>(0);
    private final List<Object> annotations = new ArrayList<>(0);

    private boolean answered;

    MessagesAnswer(MessagesRequest request) {
        this.request = request;
    }

    /** @param created in seconds since 1970 */
    Map<String, Object> read(Map<String, Object> message, long created) {
        List<?> blocks = message.get("content") instanceof List<?> list ? list : List.of();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Map<?, ?> block) {
                block(block, i);
            }
        }
        MessagesUsage usage = new MessagesUsage();
        usage.add(message.get("usage"));
        ChatEnvelope envelope = new ChatEnvelope(word(message, "id"), created, word(message, "model"));
        Map<String, Object> answer = envelope.answer(List.of(choice(message, blocks)), usage.usage());
        further(message, usage, answer);
        return answer;
    }

    /** What an answer says beside its choices: {@code container}, {@code context_management}, what is yet to come. */
    static void further(Map<?, ?> message, MessagesUsage usage, Map<String, Object> answer) {
        usage.serviceTier().ifPresent(tier -> answer.put("service_tier", tier));
        message.forEach((name, value) -> {
            if (value != null && !KNOWN.contains(name)) {
                answer.put(String.valueOf(name), value);
            }
        });
    }

    /** What a choice says beside its message and the reason for its end. */
    static void ending(Map<?, ?> told, StopReason reason, Map<String, Object> choice) {
        reason.own().ifPresent(word -> choice.put("native_finish_reason", word));
        for (String name : List.of("stop_sequence", "stop_details")) {
            if (told.get(name) != null) {
                choice.put(name, told.get(name));
            }
        }
    }

    static @Nullable String explanation(Map<?, ?> told) {
        return told.get("stop_details") instanceof Map<?, ?> details
                        && details.get("explanation") instanceof String text
                        && !text.isEmpty()
                ? text
                : null;
    }

    private Map<String, Object> choice(Map<String, Object> message, List<?> blocks) {
        StopReason reason = StopReason.of(message.get("stop_reason"), answered && calls.isEmpty());
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message(message, blocks));
        choice.put("finish_reason", reason.finish());
        ending(message, reason, choice);
        return choice;
    }

    private Map<String, Object> message(Map<String, Object> told, List<?> blocks) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        put(message, ReasoningDetail.MEMBER, details);
        put(message, "tool_calls", calls);
        put(message, "annotations", annotations);
        String refusal = explanation(told);
        if (refusal != null) {
            message.put("refusal", refusal);
        }
        if (request.leadsToOwnBlocks() && !blocks.isEmpty()) {
            message.put("native", Map.of(AssistantTurn.NATIVE, blocks));
        }
        return message;
    }

    private static void put(Map<String, Object> message, String name, List<Object> list) {
        if (!list.isEmpty()) {
            message.put(name, list);
        }
    }

    private void block(Map<?, ?> block, int index) {
        switch (word(block, "type")) {
            case "text" -> text(block);
            case "thinking" -> {
                reasoning.append(word(block, "thinking"));
                details.add(thought(index, word(block, "thinking"), word(block, "signature"))
                        .map());
            }
            case "redacted_thinking" ->
                details.add(redacted(index, word(block, "data")).map());
            case "tool_use" -> call(block);
            default -> {
                // Of a tool that Anthropic runs: told in native, where the request could lead to it.
            }
        }
    }

    private void text(Map<?, ?> block) {
        String said = word(block, "text");
        int start = text.codePointCount(0, text.length());
        text.append(said);
        annotations.addAll(Citations.annotations(block.get("citations"), start, said.codePointCount(0, said.length())));
    }

    private void call(Map<?, ?> block) {
        String name = word(block, "name");
        String input = json(block.get("input"));
        if (name.equals(request.answerTool())) {
            text.append(input);
            answered = true;
        } else {
            calls.add(ToolCall.of(word(block, "id"), request.names().original(name), input)
                    .map());
        }
    }

    /** Thinking, or a piece of it; what is empty is not told. */
    static ReasoningDetail thought(int index, String text, String signature) {
        ReasoningDetail detail = ReasoningDetail.of(ReasoningDetail.Type.TEXT, ReasoningDetail.ANTHROPIC, index);
        detail = text.isEmpty() ? detail : detail.with("text", text);
        return signature.isEmpty() ? detail : detail.with("signature", signature);
    }

    static ReasoningDetail redacted(int index, String data) {
        return ReasoningDetail.of(ReasoningDetail.Type.ENCRYPTED, ReasoningDetail.ANTHROPIC, index)
                .with("data", data);
    }

    static String json(@Nullable Object input) {
        return new String(Json.write(input == null ? Map.of() : input), StandardCharsets.UTF_8);
    }

    static String word(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
