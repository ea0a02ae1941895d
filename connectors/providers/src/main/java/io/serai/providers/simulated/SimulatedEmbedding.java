package io.serai.providers.simulated;

import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings by hashing words: each word points into a direction of its own, a text into the sum of its words' directions, common words
 * counting little. So texts are near each other as far as they share words, and nothing else is known of their meaning. Pure.
 */
final class SimulatedEmbedding {

    private static final int DIMENSIONS = 256;
    private static final int MOST_DIMENSIONS = 4096;
    /** How many dimensions one word touches: two words seldom share more than one. */
    private static final int SPREAD = 8;

    private static final double COMMON = 0.1;
    /** Words of the same beginning, such as {@code route} and {@code routing}, are somewhat near. */
    private static final double STEM = 0.5;

    private static final int STEM_LENGTH = 4;

    private SimulatedEmbedding() {}

    /**
     * The answer to a request in the shape of <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI's
     * embeddings</a>, vectors always as lists of floats.
     */
    static Map<String, Object> answer(String model, Map<String, Object> request) {
        int dimensions = SimulatedRequest.number(request, "dimensions", 1, MOST_DIMENSIONS)
                .orElse(DIMENSIONS);
        List<?> inputs = inputs(request.get("input"));
        List<Object> data = new ArrayList<>(inputs.size());
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Object input = inputs.get(i);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("object", "embedding");
            entry.put("index", i);
            entry.put("embedding", floats(vector(input, dimensions)));
            data.add(entry);
            tokens += input instanceof List<?> ids ? ids.size() : TokenCounter.count(text(input));
        }
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", tokens);
        usage.put("total_tokens", tokens);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", model);
        // Not a member of OpenAI's embeddings, but of its chats: here too somebody may want to know.
        answer.put("system_fingerprint", "simulated");
        answer.put("usage", usage);
        return answer;
    }

    /** One text, several, one text as token ids, or several of those. */
    private static List<?> inputs(@Nullable Object input) {
        if (input instanceof List<?> list && !list.isEmpty()) {
            return list.stream().allMatch(Number.class::isInstance) ? List.of(list) : list;
        }
        if (input instanceof CharSequence) {
            return List.of(input);
        }
        throw CallerException.badField(
                "input", "'input' must be a string or a non-empty array, found " + Json.kindOf(input) + ".");
    }

    private static String text(@Nullable Object input) {
        return input instanceof CharSequence text ? text.toString() : "";
    }

    /** Of length 1, also for a text without words. */
    static double[] vector(@Nullable Object input, int dimensions) {
        double[] vector = new double[dimensions];
        if (input instanceof List<?> ids) {
            ids.forEach(id -> add(vector, StableHash.of("#" + id), 1));
        } else {
            Words.of(text(input)).forEach(word -> addWord(vector, word));
        }
        double length = length(vector);
        if (length < 1e-9) {
            vector[StableHash.pick(StableHash.of(String.valueOf(input)), dimensions)] = 1;
            length = length(vector);
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static void addWord(double[] vector, String word) {
        String singular = Words.singular(word);
        add(vector, StableHash.of(singular), Words.isCommon(word) ? COMMON : 1);
        if (singular.length() > STEM_LENGTH) {
            add(vector, StableHash.of(singular.substring(0, STEM_LENGTH) + "*"), STEM);
        }
    }

    private static void add(double[] vector, long hash, double weight) {
        long random = hash;
        for (int i = 0; i < SPREAD; i++) {
            random = StableHash.mix(random);
            int at = StableHash.pick(random >>> 1, vector.length);
            vector[at] += (random & 1) == 0 ? weight : -weight;
        }
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static List<Object> floats(double[] vector) {
        List<Object> floats = new ArrayList<>(vector.length);
        for (double value : vector) {
            floats.add((float) value);
        }
        return floats;
    }
}
