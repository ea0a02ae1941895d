package io.serai.processors.cache;

import java.time.Duration;

/**
 * Small facts about kept answers that each node wants to know all the time, such as where their questions point. A note goes when its answer
 * goes, or a little later. Thread-safe.
 */
public interface AnswerNotes {

    /** Tells all nodes, this one included. */
    void put(CacheKey key, byte[] note, Duration life);

    /** Tells of all there are, then of each that comes and goes; in the order of changes for any one key. Close it to hear no more. */
    AutoCloseable listen(Listener listener);

    /** Is told on a thread of the notes: be quick, never throw. */
    interface Listener {
        void came(CacheKey key, byte[] note);

        void went(CacheKey key);
    }
}
