package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream that is recorded while its one reader reads it. */
final class RecordedStream extends ChatStream {

    private final ChatStream source;
    private final Recording recording;
    private boolean ended;

    RecordedStream(ChatStream source, Recording recording) {
        this.source = source;
        this.recording = recording;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        if (source.hasNext()) {
            Map<String, Object> chunk = source.next();
            recording.add(chunk);
            return chunk;
        }
        if (!ended) {
            ended = true;
            recording.end();
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
