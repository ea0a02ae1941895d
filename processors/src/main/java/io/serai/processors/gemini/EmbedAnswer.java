package io.serai.processors.gemini;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's list of embeddings in Gemini's words (<a href="https://ai.google.dev/api/embeddings">source</a>). */
final class EmbedAnswer {

    private EmbedAnswer() {}

    static Map<String, Object> one(Map<String, Object> answer) {
        List<Map<String, Object>> embeddings = embeddings(answer);
        if (embeddings.size() != 1) {
            throw malformed("expected one embedding, found " + embeddings.size());
        }
        return counted(Node.map("embedding", embeddings.get(0)), answer);
    }

    static Map<String, Object> batch(Map<String, Object> answer) {
        return counted(Node.map("embeddings", embeddings(answer)), answer);
    }

    private static List<Map<String, Object>> embeddings(Map<String, Object> answer) {
        List<Map<String, Object>> embeddings = new ArrayList<>();
        for (Node element : Node.objects(answer.get("data"))) {
            embeddings.add(Node.map("values", values(element.get("embedding"))));
        }
        return embeddings;
    }

    private static Map<String, Object> counted(Map<String, Object> told, Map<String, Object> answer) {
        if (answer.get("usage") instanceof Map<?, ?> usage && usage.get("prompt_tokens") instanceof Number tokens) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("promptTokenCount", tokens);
            counts.put("totalTokenCount", usage.get("total_tokens") instanceof Number total ? total : tokens);
            told.put("usageMetadata", counts);
        }
        return told;
    }

    private static Object values(@Nullable Object vector) {
        if (vector instanceof List || vector instanceof float[]) {
            return vector;
        }
        if (!(vector instanceof String base64)) {
            throw malformed("expected numbers");
        }
        try {
            // Single precision, little-endian, as OpenAI has it.
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            float[] numbers = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(numbers);
            return numbers;
        } catch (IllegalArgumentException e) {
            throw malformed("expected numbers");
        }
    }

    private static ProviderException malformed(String what) {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "The provider answered with an embedding that is not one: " + what + ".");
    }
}
