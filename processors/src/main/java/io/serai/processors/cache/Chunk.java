package io.serai.processors.cache;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer that several read, each from where it is: nobody holds what all have read. What follows is set once, under the lock of
 * its flight.
 */
final class Chunk {

    private final Map<String, Object> data;
    private volatile @Nullable Chunk next;

    Chunk(Map<String, Object> data) {
        this.data = data;
    }

    /** What all answers begin with: nothing. */
    static Chunk beginning() {
        return new Chunk(Map.of());
    }

    Map<String, Object> data() {
        return data;
    }

    @Nullable
    Chunk next() {
        return next;
    }

    void append(Chunk chunk) {
        next = chunk;
    }
}
