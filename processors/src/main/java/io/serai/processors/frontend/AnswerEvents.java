package io.serai.processors.frontend;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.sse.EventStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A stream of chunks, told frame by frame in the grammar of a front end. */
public final class AnswerEvents implements EventStream {

    private final ChatStream source;
    private final EventGrammar grammar;
    private final ArrayDeque<byte[]> pending = new ArrayDeque<>(4);
    private @Nullable RuntimeException broken;
    private boolean ended;

    public AnswerEvents(ChatStream source, EventGrammar grammar) {
        this.source = source;
        this.grammar = grammar;
    }

    @Override
    public String contentType() {
        return grammar.contentType();
    }

    @Override
    public byte @Nullable [] next() {
        while (pending.isEmpty() && !ended) {
            advance();
        }
        return pending.poll();
    }

    /** Reads on while that doesn't wait: a chunk that is there may be one that the caller is not told of. */
    @Override
    public boolean isReady() {
        try {
            while (pending.isEmpty() && broken == null && !ended && source.isReady()) {
                advance();
            }
        } catch (RuntimeException e) {
            broken = e;
        }
        return !pending.isEmpty() || broken != null || ended;
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return grammar.failure(failure);
    }

    @Override
    public void close() {
        source.close();
    }

    private void advance() {
        if (broken != null) {
            throw broken;
        }
        if (source.hasNext()) {
            pending.addAll(grammar.chunk(source.next()));
        } else {
            ended = true;
            pending.addAll(grammar.end());
        }
    }
}
