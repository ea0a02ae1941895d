package io.serai.api.media;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is bytes of some media type, as they arrive. Read by one thread; breaks with a {@link
 * io.serai.api.error.SeraiException}. Closing it early gives the rest up, and may be done by any thread.
 */
public interface ByteStream extends Closeable {

    /** The media type, such as {@code audio/mpeg}. */
    String contentType();

    /** The next bytes, null after the last. Blocks. */
    byte @Nullable [] read();

    /** Whether {@link #read} would answer without waiting. May err on the side of no. */
    boolean isReady();

    @Override
    void close();
}
