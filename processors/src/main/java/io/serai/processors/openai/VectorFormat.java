package io.serai.processors.openai;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the numbers of a vector are written: OpenAI's {@code encoding_format}. */
enum VectorFormat {
    FLOAT {
        @Override
        Object write(@Nullable Object vector) {
            return vector instanceof String text ? decoded(text) : given(vector);
        }
    },
    /** Little-endian IEEE 754 singles, four bytes each, as OpenAI's own SDKs read them. */
    BASE64 {
        @Override
        Object write(@Nullable Object vector) {
            return vector instanceof String ? vector : encoded(vector);
        }
    };

    /** Property of an exchange: what the caller asked for. */
    static final String PROPERTY = "SeraiVectorFormat";

    static VectorFormat asked(Map<String, Object> request) {
        return "base64".equals(request.get("encoding_format")) ? BASE64 : FLOAT;
    }

    /** The vector in this format, whichever it comes in: numbers, or base64 of them. */
    abstract Object write(@Nullable Object vector);

    private static Object given(@Nullable Object vector) {
        if (vector instanceof List || vector instanceof float[]) {
            return vector;
        }
        throw notAVector();
    }

    private static String encoded(@Nullable Object vector) {
        float[] floats = vector instanceof float[] given ? given : floats(vector);
        ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(floats);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] floats(@Nullable Object vector) {
        if (!(vector instanceof List<?> numbers)) {
            throw notAVector();
        }
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            if (!(numbers.get(i) instanceof Number number)) {
                throw notAVector();
            }
            floats[i] = number.floatValue();
        }
        return floats;
    }

    private static List<Float> decoded(String base64) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            List<Float> numbers = new ArrayList<>(bytes.remaining() / Float.BYTES);
            while (bytes.remaining() >= Float.BYTES) {
                numbers.add(bytes.getFloat());
            }
            return numbers;
        } catch (IllegalArgumentException e) {
            throw notAVector();
        }
    }

    private static ProviderException notAVector() {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "The provider answered with an embedding that is not a list of numbers.");
    }
}
