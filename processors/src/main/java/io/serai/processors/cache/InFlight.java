package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import java.util.Map;

/**
 * An answer that is being made for somebody, as one who waits for the same gets it. Used by one thread.
 *
 * <p>A stream is told from its first chunk, as fast as it comes; whoever has read nothing yet when it breaks gets the failure, and may make
 * the call himself.
 */
public interface InFlight extends AutoCloseable {

    /** What there is of an answer. */
    sealed interface Piece {}

    /** All of it. */
    record Whole(Map<String, Object> answer) implements Piece {}

    /** The chunks, in a stream of one's own, which can be read once. */
    record Streamed(ChatStream chunks) implements Piece {}

    /**
     * Waits until the answer begins.
     *
     * @throws io.serai.api.error.SeraiException the failure of the call, where it fails before that
     */
    Piece begin();

    /** Who gives the answer; known once it has begun. */
    CachedAnswer.Source source();

    /** When it was kept, in milliseconds since the epoch, where it was given before; 0 where it is new. Known once it has begun. */
    default long storedAt() {
        return 0;
    }

    /** No longer wants it. Where nobody else does, the call is given up. */
    @Override
    void close();
}
