package io.serai.processors.retrieval;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vectors in an answer of OpenAI's embeddings shape, in the order of the inputs. */
final class EmbeddingVectors {

    private EmbeddingVectors() {}

    static List<float[]> of(@Nullable Object answer) {
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
