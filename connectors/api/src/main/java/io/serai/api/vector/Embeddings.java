package io.serai.api.vector;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and answers in the shape of <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI's embeddings</a>. */
public final class Embeddings {

    private Embeddings() {}

    /** A request for the vectors of these texts. */
    public static Map<String, Object> request(List<String> texts) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("input", texts);
        return request;
    }

    /**
     * The vectors in an answer, in the order of the inputs.
     *
     * @throws ProviderException {@code provider_bad_response} where there are none
     */
    public static List<float[]> vectors(@Nullable Object answer) {
        if (!(answer instanceof Map<?, ?> map) || !(map.get("data") instanceof List<?> data)) {
            throw notVectors();
        }
        float[][] vectors = new float[data.size()][];
        for (int i = 0; i < vectors.length; i++) {
            if (!(data.get(i) instanceof Map<?, ?> element)) {
                throw notVectors();
            }
            int index = element.get("index") instanceof Number number ? number.intValue() : i;
            if (index < 0 || index >= vectors.length || vectors[index] != null) {
                throw notVectors();
            }
            vectors[index] = vector(element.get("embedding"));
        }
        return Arrays.asList(vectors);
    }

    private static float[] vector(@Nullable Object embedding) {
        if (embedding instanceof float[] floats) {
            return floats;
        }
        if (!(embedding instanceof List<?> numbers)) {
            throw notVectors();
        }
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(numbers.get(i) instanceof Number number)) {
                throw notVectors();
            }
            vector[i] = number.floatValue();
        }
        return vector;
    }

    private static ProviderException notVectors() {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "The provider answered with embeddings that are not lists of numbers.");
    }
}
