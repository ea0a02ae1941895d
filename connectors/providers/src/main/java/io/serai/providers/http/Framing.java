package io.serai.providers.http;

import io.serai.api.sse.SseEvent;
import org.jspecify.annotations.Nullable;

/** How events lie in the bytes of a streamed body. Made for one stream, used by one thread. */
public interface Framing {

    /** Takes the next bytes, wherever they are cut. */
    void add(byte[] bytes) throws OversizeException;

    /** The next whole event, or null until more bytes have come. */
    @Nullable
    SseEvent poll();

    /** An event grew past the limit. */
    final class OversizeException extends Exception {
        public OversizeException() {
            super("event too large", null, false, false);
        }
    }
}
