package io.serai.processors.shadow;

import io.serai.api.media.Blob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies requests and answers down to their leaves, so that what steps do to one is not seen in the other. Pure. */
final class PlainCopy {

    private PlainCopy() {}

    /** A copy of plain data; empty where there is something in it that can only be read once, or that nobody knows how to copy. */
    static Optional<Object> of(@Nullable Object body) {
        try {
            return Optional.ofNullable(copy(body));
        } catch (NotPlain e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((name, member) -> copy.put(String.valueOf(name), copy(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        // Their bytes are never changed.
        if (value instanceof Blob || value instanceof byte[]) {
            return value;
        }
        throw new NotPlain();
    }

    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super("not plain data", null, false, false);
        }
    }
}
