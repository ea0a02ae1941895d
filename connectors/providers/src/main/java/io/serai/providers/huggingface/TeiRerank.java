package io.serai.providers.huggingface;

import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of {@code /rerank}, which ranks all texts: the best are picked from its answer. */
final class TeiRerank implements Translation {

    private static final String SCORE = "relevance_score";

    private final Asked asked;

    TeiRerank(Asked asked) {
        this.asked = asked;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>(0);
        asked.request().forEach((name, value) -> {
            switch (name) {
                case "model", "stream", "simulate", "extra_body", "top_n" -> {}
                case "documents" -> body.put("texts", texts(value, dropped));
                case "return_documents" -> body.put("return_text", value);
                case "user" -> {
                    if (value != null) {
                        dropped.add(name);
                    }
                }
                default -> body.put(name, value);
            }
        });
        TeiBody.merge(asked.request().get("extra_body"), body);
        return new Outgoing("/rerank", Map.of(), Json.write(body), dropped);
    }

    private static @Nullable Object texts(@Nullable Object documents, List<String> dropped) {
        if (!(documents instanceof List<?> list)) {
            return documents;
        }
        List<Object> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> document && document.get("text") instanceof String text) {
                texts.add(text);
                String path = "documents[" + i + "].";
                document.forEach((name, value) -> {
                    if (!"text".equals(name) && value != null) {
                        dropped.add(path + name);
                    }
                });
            } else {
                texts.add(list.get(i));
            }
        }
        return texts;
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        List<Map<String, Object>> results = new ArrayList<>();
        for (Object element : TeiBody.list(body)) {
            results.add(result(JsonObjects.object(element)));
        }
        results.sort(Comparator.comparing(TeiRerank::score).reversed());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model", asked.model());
        answer.put("results", best(results));
        TeiBody.usage(head, answer);
        return answer;
    }

    private List<Map<String, Object>> best(List<Map<String, Object>> results) {
        int most = asked.request().get("top_n") instanceof Number n ? Math.max(0, n.intValue()) : results.size();
        return results.subList(0, Math.min(most, results.size()));
    }

    private static Map<String, Object> result(Map<String, Object> rank) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("index", rank.get("index"));
        result.put(SCORE, rank.get("score"));
        if (rank.get("text") instanceof String text) {
            result.put("document", new LinkedHashMap<>(Map.of("text", text)));
        }
        return result;
    }

    private static BigDecimal score(Map<String, Object> result) {
        @Nullable Object score = result.get(SCORE);
        return score instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
    }

    @Override
    public Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }
}
