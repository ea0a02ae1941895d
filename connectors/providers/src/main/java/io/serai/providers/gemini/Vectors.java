package io.serai.providers.gemini;

import io.serai.providers.http.Translation.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors as OpenAI's list of embeddings, from any of {@code embedding}, {@code embeddings}, {@code predictions}.
 *
 * @param model that was asked
 * @param request in canonical form
 */
record Vectors(String model, Map<String, Object> request) {

    Map<String, Object> answer(Map<String, Object> said) throws MalformedException {
        List<Map<?, ?>> embeddings = new ArrayList<>();
        long tokens = -1;
        if (said.get("embedding") instanceof Map<?, ?> one) {
            embeddings.add(one);
        } else if (said.get("embeddings") != null) {
            embeddings.addAll(Nodes.objects(said.get("embeddings")));
        } else {
            for (Map<?, ?> prediction : Nodes.objects(said.get("predictions"))) {
                Map<String, Object> of = Nodes.object(prediction, "embeddings");
                embeddings.add(of);
                tokens = Math.max(tokens, 0) + Nodes.count(Nodes.object(of, "statistics"), "token_count");
            }
        }
        if (said.get("usageMetadata") instanceof Map<?, ?> usage) {
            tokens = Nodes.count(usage, "promptTokenCount");
        }
        return list(embeddings, tokens);
    }

    private Map<String, Object> list(List<Map<?, ?>> embeddings, long tokens) throws MalformedException {
        List<Map<String, Object>> data = new ArrayList<>(embeddings.size());
        for (Map<?, ?> embedding : embeddings) {
            Map<String, Object> element = new LinkedHashMap<>(4);
            element.put("object", "embedding");
            element.put("index", data.size());
            element.put("embedding", vector(embedding.get("values")));
            data.add(element);
        }
        if (data.isEmpty()) {
            throw new MalformedException("expected embeddings, found none");
        }
        Map<String, Object> answer = new LinkedHashMap<>(8);
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", model);
        // The Gemini API counts none.
        if (tokens >= 0) {
            answer.put("usage", Nodes.of("prompt_tokens", tokens, "total_tokens", tokens));
        }
        return answer;
    }

    /** Numbers, or what OpenAI calls base64: single precision, little-endian. */
    private Object vector(@Nullable Object values) throws MalformedException {
        if (!(values instanceof List<?> numbers)) {
            throw new MalformedException("expected values of an embedding");
        }
        if (!"base64".equals(request.get("encoding_format"))) {
            return numbers;
        }
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Object number : numbers) {
            bytes.putFloat(number instanceof Number n ? n.floatValue() : 0);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
