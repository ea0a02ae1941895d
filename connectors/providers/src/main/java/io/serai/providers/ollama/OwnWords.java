package io.serai.providers.ollama;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of {@code extra_body}, which go to the top of the provider's own request. */
final class OwnWords {

    private OwnWords() {}

    /** Objects that are there already, such as {@code options}, get further members. */
    static void merge(@Nullable Object extra, Map<String, Object> body) {
        if (!(extra instanceof Map<?, ?> own)) {
            return;
        }
        own.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals("model") || name.equals("stream")) {
                return;
            }
            if (value instanceof Map<?, ?> more
                    && name.equals("options")
                    && body.get(name) instanceof Map<?, ?> known) {
                Map<Object, Object> all = new LinkedHashMap<>(known);
                all.putAll(more);
                body.put(name, all);
            } else {
                body.put(name, value);
            }
        });
    }
}
