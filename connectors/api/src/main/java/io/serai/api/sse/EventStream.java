package io.serai.api.sse;

import io.serai.api.error.SeraiException;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a front end to a caller who asked for a stream: frames in that front end's grammar, ready for the wire. Read by one
 * thread; closing it gives the rest up and may be done by any thread.
 */
public interface EventStream extends Closeable {

    /** The media type of the answer, such as {@code text/event-stream}. */
    default String contentType() {
        return "text/event-stream";
    }

    /** The next complete frame, or null after the last. Blocks; breaks with a {@link SeraiException}. */
    byte @Nullable [] next();

    /** Whether {@link #next()} would answer without waiting. May err on the side of no. */
    boolean isReady();

    /** The frames that end this stream after a failure, in place of all that would have followed. */
    byte[] failure(SeraiException failure);

    @Override
    void close();
}
