package io.serai.processors.ollama;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vector as numbers, the only form that Ollama's callers know. */
final class Vector {

    private Vector() {}

    /** @param given numbers, or base64 of little-endian singles, as OpenAI's providers may answer */
    static Object numbers(@Nullable Object given) {
        if (given instanceof List<?> || given instanceof float[]) {
            return given;
        }
        if (given instanceof String base64) {
            try {
                return decoded(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                throw notAVector();
            }
        }
        throw notAVector();
    }

    private static List<Float> decoded(byte[] singles) {
        ByteBuffer bytes = ByteBuffer.wrap(singles).order(ByteOrder.LITTLE_ENDIAN);
        List<Float> numbers = new ArrayList<>(singles.length / Float.BYTES);
        while (bytes.remaining() >= Float.BYTES) {
            numbers.add(bytes.getFloat());
        }
        return numbers;
    }

    private static ProviderException notAVector() {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "The provider answered with an embedding that is not a list of numbers.");
    }
}
