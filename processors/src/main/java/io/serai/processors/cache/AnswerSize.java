package io.serai.processors.cache;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes plain data takes as JSON in UTF-8: enough to tell a large answer from a small one, and quick. */
final class AnswerSize {

    private static final int NAME = 4;
    private static final int NUMBER = 10;

    private AnswerSize() {}

    static long of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return 2 + bytes(text);
        }
        if (value instanceof Map<?, ?> members) {
            long size = 2;
            for (Map.Entry<?, ?> member : members.entrySet()) {
                size += NAME + bytes(String.valueOf(member.getKey())) + of(member.getValue());
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

    /** Of which a pair of surrogates takes four, as two characters that take two each. */
    private static long bytes(CharSequence text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each >= 0x80) {
                size += each < 0x800 || Character.isSurrogate(each) ? 1 : 2;
            }
        }
        return size;
    }
}
