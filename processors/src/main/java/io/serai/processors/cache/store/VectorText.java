package io.serai.processors.cache.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors as texts in JSON: a sign, then the base64 of their floats, half as long as their digits would be and read back as they were. A
 * text that begins with the sign gets another one before it, so that nothing else is taken for a vector.
 */
final class VectorText {

    private static final String SIGN = "#";

    private VectorText() {}

    /** Whether there are vectors in a tree. */
    static boolean isIn(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            for (Object each : members.values()) {
                if (isIn(each)) {
                    return true;
                }
            }
        } else if (value instanceof List<?> elements) {
            for (Object each : elements) {
                if (isIn(each)) {
                    return true;
                }
            }
        }
        return value instanceof float[];
    }

    /** A tree of the same value without vectors. */
    static @Nullable Object written(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            members.forEach((name, each) -> copy.put(name, written(each)));
            return copy;
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>(elements.size());
            elements.forEach(each -> copy.add(written(each)));
            return copy;
        }
        if (value instanceof float[] vector) {
            return SIGN + text(vector);
        }
        return value instanceof String text && text.startsWith(SIGN) ? SIGN + text : value;
    }

    /** Puts the vectors back where they were. */
    static void restore(Map<String, Object> answer) {
        answer.replaceAll((name, each) -> read(each));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // JSON's null is null, in maps and lists that say they hold none
    private static Object read(Object value) {
        if (value instanceof Map<?, ?> members) {
            restore((Map<String, Object>) members);
        } else if (value instanceof List<?> elements) {
            ((List<Object>) elements).replaceAll(VectorText::read);
        } else if (value instanceof String text && text.startsWith(SIGN)) {
            return text.startsWith(SIGN, 1) ? text.substring(1) : vector(text);
        }
        return value;
    }

    private static String text(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return new String(Base64.getEncoder().encode(bytes.array()), ISO_8859_1);
    }

    private static float[] vector(String text) {
        byte[] bytes = Base64.getDecoder().decode(text.substring(SIGN.length()));
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
