package io.serai.providers.http;

import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseOverflowException;
import io.serai.api.sse.SseParser;
import org.jspecify.annotations.Nullable;

/** Server-sent events. */
final class SseFraming implements Framing {

    private final SseParser parser;

    SseFraming(int eventBytes) {
        this.parser = new SseParser(eventBytes);
    }

    @Override
    public void add(byte[] bytes) throws OversizeException {
        try {
            parser.add(bytes);
        } catch (SseOverflowException e) {
            throw new OversizeException();
        }
    }

    @Override
    public @Nullable SseEvent poll() {
        return parser.poll();
    }
}
