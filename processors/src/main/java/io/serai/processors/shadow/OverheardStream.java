package io.serai.processors.shadow;

import io.serai.api.chat.ChatStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller's own stream, unchanged, while somebody listens. */
final class OverheardStream extends ChatStream {

    private final ChatStream source;
    private final Ear ear;

    OverheardStream(ChatStream source, Ear ear) {
        this.source = source;
        this.ear = ear;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        Map<String, Object> chunk;
        try {
            chunk = source.hasNext() ? source.next() : null;
        } catch (RuntimeException e) {
            ear.failed(e);
            throw e;
        }
        if (chunk == null) {
            ear.end();
        } else {
            ear.hear(chunk);
        }
        return chunk;
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        source.close();
        ear.abandoned();
    }
}
