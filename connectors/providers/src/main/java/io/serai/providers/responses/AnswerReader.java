package io.serai.providers.responses;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response as a chat's answer (<a href="https://platform.openai.com/docs/api-reference/responses/object">source</a>). */
final class AnswerReader {

    /** Whether the items of the turn are told as they came, beside what a chat has words for. */
    enum Items {
        KEPT,
        NOT_KEPT
    }

    private final Items items;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Object> details = new ArrayList<>();
    private final List<Object> annotations = new ArrayList<>();
    private final List<Object> logprobs = new ArrayList<>();
    private final List<Object> calls = new ArrayList<>();
    private boolean spoke;

    AnswerReader(Items items) {
        this.items = items;
    }

    Map<String, Object> answer(Map<String, Object> response) {
        List<?> output = response.get("output") instanceof List<?> list ? list : List.of();
        for (Object element : output) {
            if (element instanceof Map<?, ?> item) {
                item(item);
            }
        }
        Map<String, Object> message = message();
        if (items == Items.KEPT) {
            message.put("native", Map.of("responses", output));
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        if (!logprobs.isEmpty()) {
            choice.put("logprobs", Map.of("content", logprobs));
        }
        choice.put("finish_reason", finishReason(response, !calls.isEmpty()));
        Map<String, Object> answer =
                envelope(response).answer(List.of(choice), usage(response).orElse(null));
        serviceTier(response).ifPresent(tier -> answer.put("service_tier", tier));
        return answer;
    }

    static ChatEnvelope envelope(Map<?, ?> response) {
        return new ChatEnvelope(
                String.valueOf(response.get("id")),
                response.get("created_at") instanceof Number created ? created.longValue() : 0,
                String.valueOf(response.get("model")));
    }

    static String finishReason(Map<?, ?> response, boolean called) {
        if ("incomplete".equals(response.get("status"))
                && response.get("incomplete_details") instanceof Map<?, ?> why) {
            return "content_filter".equals(why.get("reason")) ? "content_filter" : "length";
        }
        return called ? "tool_calls" : "stop";
    }

    static Optional<Usage> usage(Map<?, ?> response) {
        if (!(response.get("usage") instanceof Map<?, ?> told)) {
            return Optional.empty();
        }
        UsageCounts counts =
                new UsageCounts().prompt(count(told, "input_tokens")).completion(count(told, "output_tokens"));
        if (told.get("input_tokens_details") instanceof Map<?, ?> in) {
            in.forEach((name, tokens) -> counts.promptDetail(String.valueOf(name), tokens));
        }
        if (told.get("output_tokens_details") instanceof Map<?, ?> out) {
            out.forEach((name, tokens) -> counts.completionDetail(String.valueOf(name), tokens));
        }
        return Optional.of(counts.usage());
    }

    static Optional<Object> serviceTier(Map<?, ?> response) {
        return Optional.ofNullable(response.get("service_tier"));
    }

    /** Chat has a citation's members one level deeper. */
    static Map<String, Object> annotation(Map<?, ?> told, int offset) {
        Map<String, Object> members = new LinkedHashMap<>();
        told.forEach((name, value) -> members.put(String.valueOf(name), value));
        for (String position : List.of("start_index", "end_index")) {
            if (offset > 0 && members.get(position) instanceof Number at) {
                members.put(position, at.intValue() + offset);
            }
        }
        if (!"url_citation".equals(members.get("type"))) {
            return members;
        }
        members.remove("type");
        Map<String, Object> annotation = new LinkedHashMap<>();
        annotation.put("type", "url_citation");
        annotation.put("url_citation", members);
        return annotation;
    }

    private static long count(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private void item(Map<?, ?> item) {
        switch (String.valueOf(item.get("type"))) {
            case "message" -> content(item.get("content"));
            case "reasoning" -> reasoning(item);
            case "function_call" ->
                calls.add(ToolCall.of(string(item, "call_id"), string(item, "name"), string(item, "arguments"))
                        .map());
            case "custom_tool_call" -> calls.add(customCall(item));
            default -> {
                // A tool that the provider ran; told as it came where such were asked for.
            }
        }
    }

    private static Map<String, Object> customCall(Map<?, ?> item) {
        Map<String, Object> custom = new LinkedHashMap<>();
        custom.put("name", item.get("name"));
        custom.put("input", item.get("input"));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", item.get("call_id"));
        call.put("type", "custom");
        call.put("custom", custom);
        return call;
    }

    private void content(@Nullable Object content) {
        if (!(content instanceof List<?> parts)) {
            return;
        }
        spoke = true;
        for (Object element : parts) {
            if (element instanceof Map<?, ?> part && part.get("text") instanceof String said) {
                if (part.get("annotations") instanceof List<?> list) {
                    list.forEach(told -> {
                        if (told instanceof Map<?, ?> map) {
                            annotations.add(annotation(map, text.length()));
                        }
                    });
                }
                if (part.get("logprobs") instanceof List<?> list) {
                    logprobs.addAll(list);
                }
                text.append(said);
            } else if (element instanceof Map<?, ?> part && part.get("refusal") instanceof String said) {
                refusal.append(said);
            }
        }
    }

    private void reasoning(Map<?, ?> item) {
        String id = string(item, "id");
        texts(item.get("summary"), ReasoningDetail.Type.SUMMARY, "summary", id);
        texts(item.get("content"), ReasoningDetail.Type.TEXT, "text", id);
        if (item.get("encrypted_content") instanceof String data && !data.isEmpty()) {
            details.add(detail(ReasoningDetail.Type.ENCRYPTED, details.size(), id)
                    .with("data", data)
                    .map());
        }
    }

    private void texts(@Nullable Object parts, ReasoningDetail.Type type, String member, String id) {
        if (parts instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> part && part.get("text") instanceof String said) {
                    if (thoughts.length() > 0) {
                        thoughts.append("\n\n");
                    }
                    thoughts.append(said);
                    details.add(
                            detail(type, details.size(), id).with(member, said).map());
                }
            }
        }
    }

    static ReasoningDetail detail(ReasoningDetail.Type type, int index, String id) {
        ReasoningDetail detail = ReasoningDetail.of(type, ReasoningDetail.OPENAI, index);
        return id.isEmpty() ? detail : detail.with("id", id);
    }

    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", spoke && refusal.isEmpty() ? text.toString() : text.isEmpty() ? null : text.toString());
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (!details.isEmpty()) {
            message.put(ReasoningDetail.MEMBER, details);
        }
        if (!annotations.isEmpty()) {
            message.put("annotations", annotations);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return message;
    }

    static String string(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
