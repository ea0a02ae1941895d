package io.serai.processors.cache;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes plain data takes as JSON, a character for a byte: enough to tell a large answer from a small one, and quick. */
final class AnswerSize {

    private static final int NAME = 4;
    private static final int NUMBER = 10;

    private AnswerSize() {}

    static long of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return 2L + text.length();
        }
        if (value instanceof Map<?, ?> members) {
            long size = 2;
            for (Map.Entry<?, ?> member : members.entrySet()) {
                size += NAME + String.valueOf(member.getKey()).length() + of(member.getValue());
            }
            return size;
        }
        if (value instanceof Collection<?> elements) {
            long size = 2;
            for (Object element : elements) {
                size += 1 + of(element);
            }
            return size;
        }
        return value instanceof float[] floats ? 2L + (long) NUMBER * floats.length : NUMBER;
    }
}
