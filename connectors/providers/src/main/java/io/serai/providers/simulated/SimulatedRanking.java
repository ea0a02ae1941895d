package io.serai.providers.simulated;

import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rankings by shared words: how near a document's simulated embedding is to the query's. */
final class SimulatedRanking {

    private static final int DIMENSIONS = 256;

    private SimulatedRanking() {}

    /** The answer to a request for a ranking, in canonical form. */
    static Map<String, Object> answer(String model, Map<String, Object> request) {
        if (!(request.get("documents") instanceof List<?> documents)) {
            throw CallerException.badField(
                    "documents", "'documents' must be an array, found " + Json.kindOf(request.get("documents")) + ".");
        }
        String query = text(request.get("query"));
        double[] wanted = SimulatedEmbedding.vector(query, DIMENSIONS);
        List<Scored> scored = new ArrayList<>(documents.size());
        long tokens = TokenCounter.count(query);
        for (int i = 0; i < documents.size(); i++) {
            String document = text(documents.get(i));
            tokens += TokenCounter.count(document);
            scored.add(new Scored(i, document, nearness(wanted, SimulatedEmbedding.vector(document, DIMENSIONS))));
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        int most = request.get("top_n") instanceof Number top ? top.intValue() : documents.size();
        List<Object> results = scored.stream()
                .limit(Math.max(0, most))
                .map(document -> (Object) document.result(!Boolean.FALSE.equals(request.get("return_documents"))))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model", model);
        answer.put("results", results);
        answer.put("system_fingerprint", "simulated");
        answer.put("usage", Map.of("prompt_tokens", tokens, "total_tokens", tokens));
        return answer;
    }

    private record Scored(int index, String text, double score) {

        Map<String, Object> result(boolean withDocument) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("index", index);
            result.put("relevance_score", score);
            if (withDocument) {
                result.put("document", Map.of("text", text));
            }
            return result;
        }
    }

    /** From 0 to 1: what points away from each other is as far as can be. */
    private static double nearness(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return Math.max(0, Math.min(1, sum));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> document) {
            return text(document.get("text"));
        }
        return value instanceof String text ? text : "";
    }
}
