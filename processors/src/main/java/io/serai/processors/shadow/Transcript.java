package io.serai.processors.shadow;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a stream down while it passes, up to a length. Used by one thread. */
final class Transcript {

    /** Characters, about what a chunk takes up besides them included. Longer answers are counted, not kept. */
    private static final long MOST = 1 << 20;

    private static final int CHUNK = 64;

    private @Nullable ChatCollector collector = new ChatCollector();
    private long characters;
    private long kept;
    private boolean said;

    /** Takes the next chunk, which is neither kept nor changed. */
    void add(Map<String, Object> chunk) {
        kept += CHUNK;
        if (chunk.get("choices") instanceof List<?> choices) {
            choices.forEach(this::count);
        }
        if (collector != null) {
            collector.add(chunk);
            if (kept > MOST) {
                collector = null;
            }
        }
    }

    private void count(Object element) {
        if (!(element instanceof Map<?, ?> choice)) {
            return;
        }
        if (choice.get("delta") instanceof Map<?, ?> delta) {
            int text = ChatRequest.text(delta.get("content")).length();
            characters += isFirst(choice) ? text : 0;
            delta.forEach((name, value) -> {
                int size = size(value);
                kept += size;
                said |= size > 0 && !"role".equals(name);
            });
        }
        said |= choice.get("finish_reason") != null;
    }

    /** Of several choices the first is compared. */
    private static boolean isFirst(Map<?, ?> choice) {
        return !(choice.get("index") instanceof Number index) || index.intValue() == 0;
    }

    private static int size(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        int size = 0;
        if (value instanceof List<?> list) {
            for (Object element : list) {
                size += 1 + size(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Object member : map.values()) {
                size += 1 + size(member);
            }
        }
        return size;
    }

    /** Whether something of the answer has come. */
    boolean hasSaid() {
        return said;
    }

    long characters() {
        return characters;
    }

    /** The answer as far as it has come; empty where it was too long to keep. */
    Optional<Map<String, Object>> answer() {
        return Optional.ofNullable(collector).map(ChatCollector::answer);
    }
}
