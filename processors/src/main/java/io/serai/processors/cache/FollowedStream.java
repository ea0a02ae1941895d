package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stream of an answer that is being made for somebody else, with an id and a usage of its own. */
final class FollowedStream extends ChatStream {

    private final ChatStream source;
    private final FreshAnswer fresh;
    private final Consumer<Map<String, Object>> whenRead;
    private Map<String, Object> told = Map.of();
    private boolean ended;

    /** @param whenRead is given the last chunk with a usage, as it came, or an empty one, before the end is told */
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
        if (!ended) {
            ended = true;
            whenRead.accept(told);
        }
        return null;
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        source.close();
    }
}
