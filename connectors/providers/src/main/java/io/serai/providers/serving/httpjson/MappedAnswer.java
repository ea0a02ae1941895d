package io.serai.providers.serving.httpjson;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.Usage;
import io.serai.api.json.Json;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.serving.Embedding;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.PredictAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Completes what the response's template selects to a canonical answer:
 *
 * <ul>
 *   <li>predict: {@code {outputs: [{name, shape, datatype, data}]}}, or outputs by name, or any JSON
 *   <li>embed: {@code {embeddings: [[…]], usage}}, or the vectors alone
 *   <li>chat: {@code {content, finish_reason, usage}}, or the text alone
 * </ul>
 */
record MappedAnswer(Asked asked, Mapping mapping, Head head) {

    private static final String USAGE = "usage";

    Map<String, Object> of(Object body) throws MalformedException {
        Optional<Object> selected =
                mapping.response().isPresent() ? mapping.response().get().fill(body) : Optional.of(body);
        if (selected.isEmpty()) {
            throw new MalformedException(
                    "expected what option " + asked.operation().label() + ".response selects, found nothing there");
        }
        return switch (asked.operation()) {
            case EMBED -> embeddings(selected.get());
            case CHAT -> chat(selected.get());
            default -> prediction(selected.get());
        };
    }

    private Map<String, Object> prediction(Object selected) {
        PredictAnswer answer = new PredictAnswer(new ModelName(asked.model(), "", ""), asked.request());
        if (selected instanceof Map<?, ?> map && map.get("outputs") instanceof List<?> outputs && isOutputs(outputs)) {
            Map<String, Object> whole = answer.of(cast(outputs));
            map.forEach((name, value) -> {
                if (!"outputs".equals(name)) {
                    whole.put(String.valueOf(name), value);
                }
            });
            return whole;
        }
        return answer.of(selected instanceof List ? answer.rows(selected) : answer.columns(selected));
    }

    private static boolean isOutputs(List<?> outputs) {
        return !outputs.isEmpty()
                && outputs.stream()
                        .allMatch(output -> output instanceof Map<?, ?> map
                                && map.get("name") instanceof String
                                && map.containsKey("data"));
    }

    private Map<String, Object> embeddings(Object selected) throws MalformedException {
        Object vectors = selected instanceof Map<?, ?> map ? map.get("embeddings") : selected;
        if (!(vectors instanceof List<?> list) || list.isEmpty()) {
            throw missing("embeddings", vectors);
        }
        // An endpoint that takes one text may well answer with one vector.
        List<?> all = list.get(0) instanceof Number ? List.of(list) : list;
        Map<String, Object> answer = Embedding.list(all, asked.model(), asked.request());
        if (selected instanceof Map<?, ?> map && map.get(USAGE) instanceof Map<?, ?> usage) {
            answer.put(USAGE, usage);
        }
        return answer;
    }

    private Map<String, Object> chat(Object selected) throws MalformedException {
        Object content = selected instanceof Map<?, ?> map ? map.get("content") : selected;
        if (!(content instanceof String text)) {
            throw missing("content", content);
        }
        Map<?, ?> more = selected instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text);
        String id = more.get("id") instanceof String given
                ? given
                : head.header()
                        .apply("x-request-id")
                        .orElse("chatcmpl-" + head.receivedAt().toEpochMilli());
        return new ChatEnvelope(id, head.receivedAt().getEpochSecond(), asked.model())
                .answer(message, finish(more.get("finish_reason")), usage(more.get(USAGE)));
    }

    private static String finish(@Nullable Object reason) {
        return switch (String.valueOf(reason)) {
            case "length", "max_tokens", "MAX_TOKENS" -> "length";
            case "content_filter" -> "content_filter";
            default -> "stop";
        };
    }

    private static @Nullable Usage usage(@Nullable Object told) {
        if (!(told instanceof Map<?, ?> usage)) {
            return null;
        }
        return Usage.of(count(usage, "prompt_tokens"), count(usage, "completion_tokens"));
    }

    private static long count(Map<?, ?> usage, String name) {
        return usage.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private MalformedException missing(String member, @Nullable Object found) {
        return new MalformedException("expected option " + asked.operation().label() + ".response to select " + member
                + ", found " + Json.kindOf(found));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> cast(List<?> outputs) {
        return (List<Map<String, Object>>) outputs;
    }
}
