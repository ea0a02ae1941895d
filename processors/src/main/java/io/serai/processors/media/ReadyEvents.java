package io.serai.processors.media;

import io.serai.api.error.SeraiException;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.Frames;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that are all there, each named by its own {@code type}: a whole answer, told to a caller who asked for a stream. */
final class ReadyEvents implements EventStream {

    private final Iterator<Map<String, Object>> events;

    ReadyEvents(List<Map<String, Object>> events) {
        this.events = events.iterator();
    }

    @Override
    public byte @Nullable [] next() {
        if (!events.hasNext()) {
            return null;
        }
        Map<String, Object> event = events.next();
        return Frames.event(String.valueOf(event.get("type")), event);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return StreamFailure.frame(failure);
    }

    @Override
    public void close() {}
}
