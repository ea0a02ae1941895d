package io.serai.api.chat;

import java.io.Closeable;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of an answer as they arrive, each a {@code chat.completion.chunk} (<a
 * href="https://platform.openai.com/docs/api-reference/chat-streaming">source</a>). Read by one thread, which blocks while the next
 * chunk is on its way. Ends by itself, or breaks with a {@link io.serai.api.error.SeraiException}; a cut never looks like an end.
 * Closing it early gives the rest up, and may be done by any thread.
 */
public abstract class ChatStream implements Iterator<Map<String, Object>>, Closeable {

    private @Nullable Map<String, Object> next;
    private boolean ended;

    /** The next chunk, or null once the answer is complete. Blocks. */
    protected abstract @Nullable Map<String, Object> read();

    /** Whether {@link #hasNext()} would answer without waiting. May err on the side of no. */
    public boolean isReady() {
        return next != null || ended;
    }

    /** Gives up what has not been read. Does nothing the second time, or at the end. */
    @Override
    public abstract void close();

    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            next = read();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public final Map<String, Object> next() {
        Map<String, Object> chunk = hasNext() ? next : null;
        if (chunk == null) {
            throw new NoSuchElementException("the stream has ended");
        }
        next = null;
        return chunk;
    }

    /** The whole answer, once the last chunk has come. */
    public final Map<String, Object> collect() {
        try (this) {
            ChatCollector collector = new ChatCollector();
            while (hasNext()) {
                collector.add(next());
            }
            return collector.answer();
        }
    }

    /** A whole answer, told as a stream. */
    public static ChatStream of(Map<String, Object> answer) {
        return of(ChatChunks.of(answer));
    }

    /** Chunks that are all there already. */
    public static ChatStream of(Iterable<Map<String, Object>> chunks) {
        Iterator<Map<String, Object>> rest = chunks.iterator();
        return new ChatStream() {
            @Override
            protected @Nullable Map<String, Object> read() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    /** This stream with each chunk changed on its way. */
    public final ChatStream map(UnaryOperator<Map<String, Object>> change) {
        ChatStream source = this;
        return new ChatStream() {
            @Override
            protected @Nullable Map<String, Object> read() {
                return source.hasNext() ? change.apply(source.next()) : null;
            }

            @Override
            public boolean isReady() {
                return super.isReady() || source.isReady();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
