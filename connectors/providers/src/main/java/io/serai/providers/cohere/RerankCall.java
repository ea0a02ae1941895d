package io.serai.providers.cohere;

import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ranking (<a href="https://docs.cohere.com/reference/rerank">rerank</a>). */
final class RerankCall implements Translation {

    private final Asked asked;

    RerankCall(Asked asked) {
        this.asked = asked;
    }

    @Override
    public Outgoing outgoing() {
        Drops drops = new Drops();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked.model());
        asked.request().forEach((name, value) -> {
            if (value == null) {
                return;
            }
            switch (name) {
                // Version 2 does not repeat the documents: they are added to the answer.
                case "model", "simulate", "extra_body", "user", "return_documents" -> {}
                case "query", "top_n", "max_tokens_per_doc", "priority" -> body.put(name, value);
                case "documents" -> body.put(name, value instanceof List<?> list ? texts(list) : value);
                default -> drops.add(name);
            }
        });
        if (asked.request().get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> {
                if (!"model".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
        return new Outgoing("/v2/rerank", Map.of(), Json.write(body), drops.paths());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> told = JsonObjects.object(body);
        if (!(told.get("results") instanceof List<?> list)) {
            throw new MalformedException("expected results, found " + Json.kindOf(told.get("results")));
        }
        List<Object> results = new ArrayList<>(list.size());
        for (Object element : list) {
            results.add(element instanceof Map<?, ?> result ? result(cast(result)) : element);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        if (told.get("id") != null) {
            answer.put("id", told.get("id"));
        }
        answer.put("model", asked.model());
        answer.put("results", results);
        usage(told.get("meta"), answer);
        return answer;
    }

    private Map<String, Object> result(Map<String, Object> result) {
        if (Boolean.TRUE.equals(asked.request().get("return_documents"))
                && result.get("index") instanceof Integer index
                && asked.request().get("documents") instanceof List<?> documents
                && index >= 0
                && index < documents.size()) {
            Object document = documents.get(index);
            result.putIfAbsent("document", document instanceof Map<?, ?> ? document : Map.of("text", document));
        }
        return result;
    }

    /** Rankings are billed by searches, https://docs.cohere.com/docs/rerank-overview; tokens are told where Cohere tells them. */
    private static void usage(@Nullable Object meta, Map<String, Object> answer) {
        Map<?, ?> counted = BilledUsage.object(meta);
        Map<?, ?> billed = BilledUsage.object(counted.get("billed_units"));
        Object tokens = billed.containsKey("input_tokens")
                ? billed.get("input_tokens")
                : BilledUsage.object(counted.get("tokens")).get("input_tokens");
        Map<String, Object> usage = new LinkedHashMap<>(4);
        if (tokens instanceof Number number) {
            usage.put("prompt_tokens", number.longValue());
            usage.put("total_tokens", number.longValue());
        }
        if (billed.get("search_units") instanceof Number searches) {
            usage.put("search_units", searches.longValue());
        }
        if (!usage.isEmpty()) {
            answer.put("usage", usage);
        }
    }

    /** Version 2 takes texts only, and recommends YAML for data with a structure, which JSON is. */
    private static List<Object> texts(List<?> documents) {
        List<Object> texts = new ArrayList<>(documents.size());
        for (Object document : documents) {
            if (!(document instanceof Map<?, ?> map)) {
                texts.add(document);
            } else if (map.size() == 1 && map.get("text") instanceof String text) {
                texts.add(text);
            } else {
                texts.add(new String(Json.write(map), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("rankings are not streamed");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
