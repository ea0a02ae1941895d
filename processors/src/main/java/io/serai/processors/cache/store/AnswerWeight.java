package io.serai.processors.cache.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much memory an answer takes as maps and lists, in bytes: counted on the high side, objects as a 64-bit JVM lays them out. */
public final class AnswerWeight {

    /** Of an answer's record, its head, its key and its place in a table. */
    private static final long SHELL = 512;

    private static final long MAP = 64;
    private static final long MEMBER = 48;
    private static final long LIST = 48;
    private static final long TEXT = 48;
    private static final long OTHER = 32;
    private static final long ARRAY = 16;

    private AnswerWeight() {}

    /** At most {@link Integer#MAX_VALUE}. */
    public static int of(Map<String, Object> answer) {
        // Twice: a large array remembers the bytes that it was read from, and its parts.
        return (int) Math.min(Integer.MAX_VALUE, SHELL + 2 * weigh(answer));
    }

    private static long weigh(@Nullable Object value) {
        if (value instanceof String text) {
            return TEXT + text.length();
        }
        if (value instanceof Map<?, ?> members) {
            long sum = MAP;
            for (Object each : members.values()) {
                sum += MEMBER + weigh(each);
            }
            return sum;
        }
        if (value instanceof List<?> elements) {
            long sum = LIST;
            for (int i = 0; i < elements.size(); i++) {
                sum += Integer.BYTES + weigh(elements.get(i));
            }
            return sum;
        }
        if (value instanceof float[] vector) {
            return ARRAY + (long) vector.length * Float.BYTES;
        }
        return OTHER;
    }
}
