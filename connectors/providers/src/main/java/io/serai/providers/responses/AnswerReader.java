package io.serai.providers.responses;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A response as a chat's answer (<a href="https://platform.openai.com/docs/api-reference/responses/object">source</a>). */
final class AnswerReader {

    /** Members of a call beside what a chat has, without which it can't go back. */
    static final List<String> FURTHER_OF_CALL = List.of("namespace", "caller");

    private static final Set<String> COUNTED =
            Set.of("input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens");

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Object> details = new ArrayList<>(0);
    private final List<Object> annotations = new ArrayList<>(0);
    private final List<Object> logprobs = new ArrayList<>(0);
    private final List<Object> calls = new ArrayList<>(0);
    private final List<Object> images = new ArrayList<>(0);
    private final String account;
    private @Nullable Object phase;

    /** @param account that marks what is encrypted, or empty */
    AnswerReader(String account) {
        this.account = account;
    }

    Map<String, Object> answer(Map<String, Object> response, ChatEnvelope envelope) {
        List<?> output = response.get("output") instanceof List<?> list ? list : List.of();
        List<String> types = new ArrayList<>(output.size());
        boolean outOfWords = false;
        for (Object element : output) {
            if (element instanceof Map<?, ?> item) {
                outOfWords |= NativeItems.isOutOfWords(item, types);
                types.add(string(item, "type"));
                item(item);
            }
        }
        Map<String, Object> message = message();
        if (outOfWords) {
            message.put("native", Map.of(NativeItems.NAME, output));
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        if (!logprobs.isEmpty()) {
            choice.put("logprobs", Map.of("content", logprobs));
        }
        choice.put("finish_reason", finishReason(response, !calls.isEmpty()));
        Map<String, Object> answer =
                envelope.answer(List.of(choice), usage(response).orElse(null));
        serviceTier(response).ifPresent(tier -> answer.put("service_tier", tier));
        return answer;
    }

    /** @param model that was asked, where the response does not name its own */
    static ChatEnvelope envelope(Map<?, ?> response, String model, long receivedAt) {
        return new ChatEnvelope(
                string(response, "id"),
                response.get("created_at") instanceof Number created ? created.longValue() : receivedAt,
                response.get("model") instanceof String named ? named : model);
    }

    static String finishReason(Map<?, ?> response, boolean called) {
        if ("incomplete".equals(response.get("status"))) {
            boolean filtered = response.get("incomplete_details") instanceof Map<?, ?> why
                    && "content_filter".equals(why.get("reason"));
            return filtered ? "content_filter" : "length";
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
        told.forEach((name, value) -> {
            if (value != null && !COUNTED.contains(String.valueOf(name))) {
                counts.further(String.valueOf(name), value);
            }
        });
        return Optional.of(counts.usage());
    }

    static Optional<Object> serviceTier(Map<?, ?> response) {
        return Optional.ofNullable(response.get("service_tier"));
    }

    /**
     * Chat has a citation's members one level deeper.
     *
     * @param offset of the part in the message, in code points
     */
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

    /** A call to a custom tool, whose input is whatever text. */
    static Map<String, Object> customCall(Map<?, ?> item, String input) {
        Map<String, Object> custom = new LinkedHashMap<>();
        custom.put("name", item.get("name"));
        custom.put("input", input);
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", item.get("call_id"));
        call.put("type", "custom");
        call.put("custom", custom);
        further(item, call);
        return call;
    }

    static Map<String, Object> functionCall(Map<?, ?> item, String arguments) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", item.get("name"));
        function.put("arguments", arguments);
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", item.get("call_id"));
        call.put("type", "function");
        call.put("function", function);
        further(item, call);
        return call;
    }

    private static void further(Map<?, ?> item, Map<String, Object> call) {
        for (String name : FURTHER_OF_CALL) {
            if (item.get(name) != null) {
                call.put(name, item.get(name));
            }
        }
    }

    /** The image in an {@code image_generation_call}, where there is one. */
    static Optional<Map<String, Object>> image(Map<?, ?> item) {
        if (!"image_generation_call".equals(item.get("type"))
                || !(item.get("result") instanceof String base64)
                || base64.isEmpty()) {
            return Optional.empty();
        }
        String format = item.get("output_format") instanceof String named ? named : "png";
        return Optional.of(
                ContentPart.image(new DataUrl("image/" + format, base64).url()).map());
    }

    static ReasoningDetail detail(ReasoningDetail.Type type, int index, String id) {
        ReasoningDetail detail = ReasoningDetail.of(type, ReasoningDetail.OPENAI, index);
        return id.isEmpty() ? detail : detail.with("id", id);
    }

    /** @param account that alone can read it, where there are several; else empty */
    static ReasoningDetail encrypted(int index, String id, String data, String account) {
        ReasoningDetail detail =
                detail(ReasoningDetail.Type.ENCRYPTED, index, id).with("data", data);
        return account.isEmpty() ? detail : detail.with(ReasoningDetail.ACCOUNT, account);
    }

    static String string(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    private static long count(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private void item(Map<?, ?> item) {
        switch (string(item, "type")) {
            case "message" -> {
                phase = item.get("phase") == null ? phase : item.get("phase");
                content(item.get("content"));
            }
            case "reasoning" -> reasoning(item);
            case "function_call" -> calls.add(functionCall(item, string(item, "arguments")));
            case "custom_tool_call" -> calls.add(customCall(item, string(item, "input")));
            default -> image(item).ifPresent(images::add);
        }
    }

    private void content(@Nullable Object content) {
        if (!(content instanceof List<?> parts)) {
            return;
        }
        for (Object element : parts) {
            if (element instanceof Map<?, ?> part && part.get("text") instanceof String said) {
                if (part.get("annotations") instanceof List<?> list) {
                    int offset = text.codePointCount(0, text.length());
                    list.forEach(told -> {
                        if (told instanceof Map<?, ?> map) {
                            annotations.add(annotation(map, offset));
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
            details.add(encrypted(details.size(), id, data, account).map());
        }
    }

    private void texts(@Nullable Object parts, ReasoningDetail.Type type, String member, String id) {
        if (parts instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> part && part.get("text") instanceof String said && !said.isEmpty()) {
                    if (!thoughts.isEmpty()) {
                        thoughts.append("\n\n");
                    }
                    thoughts.append(said);
                    details.add(
                            detail(type, details.size(), id).with(member, said).map());
                }
            }
        }
    }

    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.toString());
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (phase != null) {
            message.put("phase", phase);
        }
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        put(message, ReasoningDetail.MEMBER, details);
        put(message, "annotations", annotations);
        put(message, "images", images);
        put(message, "tool_calls", calls);
        return message;
    }

    private static void put(Map<String, Object> message, String name, List<Object> list) {
        if (!list.isEmpty()) {
            message.put(name, list);
        }
    }
}
