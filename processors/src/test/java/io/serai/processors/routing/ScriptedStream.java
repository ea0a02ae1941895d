package io.serai.processors.routing;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.processors.routing.Behaviour.What;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that says what its script says, then ends or breaks, and remembers whether anybody has seen to it. */
final class ScriptedStream extends ChatStream {

    private final String target;
    private final Queue<Map<String, Object>> chunks = new ArrayDeque<>();
    private final @Nullable SeraiException failure;
    private final Consumer<SeraiException> listener;
    private volatile boolean spoken;
    private volatile boolean over;

    /** @param listener told when the stream breaks, before its reader is */
    ScriptedStream(String target, Behaviour behaviour, Consumer<SeraiException> listener) {
        this.target = target;
        this.listener = listener;
        this.failure = behaviour.what() == What.ANSWERS ? null : behaviour.failure(target);
        chunks.add(chunk(Map.of("role", "assistant", "content", "")));
        if (behaviour.what() != What.BREAKS_BEFORE_CONTENT) {
            for (int i = 0; i < behaviour.pieces(); i++) {
                chunks.add(chunk(Map.of("content", target)));
            }
        }
        if (failure == null) {
            chunks.add(Map.of("choices", List.of(), "usage", Usage.of(1, 2).map()));
        }
    }

    private static Map<String, Object> chunk(Map<String, Object> delta) {
        return Map.of("choices", List.of(Map.of("index", 0, "delta", delta)));
    }

    /** Whether content of it has been read. */
    boolean hasSpoken() {
        return spoken;
    }

    /** Whether nobody holds it open: it has ended or been closed. */
    boolean isOver() {
        return over;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        Map<String, Object> chunk = chunks.poll();
        if (chunk != null) {
            spoken |= chunk.equals(chunk(Map.of("content", target)));
            return chunk;
        }
        if (failure != null) {
            listener.accept(failure);
            throw failure;
        }
        over = true;
        return null;
    }

    @Override
    public void close() {
        over = true;
    }
}
