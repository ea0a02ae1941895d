package io.serai.processors.routing;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.FirstContent;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A stream whose first content has come: from here on its target is the one that answers, whatever happens. */
final class CommittedStream extends ChatStream {

    private final Queue<Map<String, Object>> ahead;
    private final ChatStream rest;
    private final Witness witness;

    private CommittedStream(Queue<Map<String, Object>> ahead, ChatStream rest, Witness witness) {
        this.ahead = ahead;
        this.rest = rest;
        this.witness = witness;
    }

    /** Waits for the first content; a failure before it is thrown, and another target may answer. */
    static ChatStream of(ChatStream stream, Witness witness) {
        Queue<Map<String, Object>> ahead = new ArrayDeque<>(FirstContent.of(stream));
        witness.answers();
        return new CommittedStream(ahead, stream, witness);
    }

    /** Waits for nothing. */
    static ChatStream watched(ChatStream stream, Witness witness) {
        return new CommittedStream(new ArrayDeque<>(0), stream, witness);
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        Map<String, Object> chunk = ahead.poll();
        if (chunk != null) {
            return counted(chunk);
        }
        try {
            if (rest.hasNext()) {
                return counted(rest.next());
            }
        } catch (RuntimeException e) {
            witness.failed(SeraiException.of(e));
            throw e;
        }
        witness.succeeded();
        return null;
    }

    private Map<String, Object> counted(Map<String, Object> chunk) {
        if (chunk.get("usage") != null) {
            Usage.in(chunk).ifPresent(usage -> witness.used(usage.totalTokens()));
        }
        return chunk;
    }

    @Override
    public boolean isReady() {
        return super.isReady() || !ahead.isEmpty() || rest.isReady();
    }

    @Override
    public void close() {
        rest.close();
        witness.abandoned();
    }
}
