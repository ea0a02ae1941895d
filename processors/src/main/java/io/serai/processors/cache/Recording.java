package io.serai.processors.cache;

import io.serai.api.chat.ChatCollector;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts together what passes by, for as long as it may still be kept. Used by one thread at a time. */
final class Recording {

    /** What a chunk says beside its piece of the answer, once for each choice: index, role, the names. */
    private static final int FRAME = 72;

    private final long most;
    private final Consumer<Map<String, Object>> whenWhole;
    private @Nullable ChatCollector collector = new ChatCollector();
    private long size;

    /**
     * @param most bytes of an answer that may be kept
     * @param whenWhole is told the answer once all of it has come
     */
    Recording(long most, Consumer<Map<String, Object>> whenWhole) {
        this.most = most;
        this.whenWhole = whenWhole;
    }

    /** Whether there is no use in going on with it: the answer is too large to be kept. */
    boolean isOver() {
        return collector == null;
    }

    void add(Map<String, Object> chunk) {
        ChatCollector known = collector;
        if (known == null) {
            return;
        }
        size += Math.max(1, AnswerSize.of(chunk.get("choices")) - FRAME);
        if (size > most) {
            collector = null;
        } else {
            known.add(chunk);
        }
    }

    /** The answer has come to its end. */
    void end() {
        ChatCollector known = collector;
        if (known != null) {
            collector = null;
            whenWhole.accept(known.answer());
        }
    }
}
