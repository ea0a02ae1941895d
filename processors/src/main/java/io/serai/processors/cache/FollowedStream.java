package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stream of an answer that is being made for somebody else, with an id and a usage of its own. */
final class FollowedStream extends ChatStream {

    private final ChatStream source;
    private final FreshAnswer fresh;
    private final Consumer<Map<String, Object>> whenRead;
    private final AtomicBoolean booked = new AtomicBoolean();
    private volatile Map<String, Object> told = Map.of();

    /**
     * One reader's.
     *
     * @param whenRead is given the last chunk with a usage, as it came, or an empty one, before the end is told, or when nobody reads on
     */
    FollowedStream(ChatStream source, FreshAnswer fresh, Consumer<Map<String, Object>> whenRead) {
        this.source = source;
        this.fresh = fresh;
        this.whenRead = whenRead;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        if (source.hasNext()) {
            Map<String, Object> chunk = source.next();
            if (chunk.get("usage") != null) {
                told = chunk;
            }
            return fresh.of(chunk);
        }
        book();
        return null;
    }

    private void book() {
        if (booked.compareAndSet(false, true)) {
            whenRead.accept(told);
        }
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        source.close();
        book();
    }
}
