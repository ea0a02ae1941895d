package io.serai.processors.cache;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Says which node makes the call for a key, and carries its answer to the others. Within one node this is settled already. Thread-safe. */
public interface FlightBoard extends AutoCloseable {

    /** Of a node without others. */
    FlightBoard ALONE = new FlightBoard() {
        @Override
        public Optional<InFlight> claim(CacheKey key, LongPredicate wanted) {
            return Optional.empty();
        }

        @Override
        public void landed(CacheKey key) {}

        @Override
        public void offer(Function<CacheKey, Optional<InFlight>> flights) {}

        @Override
        public void close() {}
    };

    /**
     * Asks to make a call.
     *
     * @param wanted whether an answer will do that was kept at a moment, in milliseconds since the epoch
     * @return empty where this node is to make it: it says {@link #landed} afterwards, however it ends; else the answer as another node gets
     *     it. Where the others are out of reach each node makes its own.
     */
    Optional<InFlight> claim(CacheKey key, LongPredicate wanted);

    /** The same for whoever takes an answer of any age. */
    default Optional<InFlight> claim(CacheKey key) {
        return claim(key, storedAt -> true);
    }

    /** The call that was claimed is over; its answer is kept by now, if it is to be kept. */
    void landed(CacheKey key);

    /** What this node has in the air, for others to follow. */
    void offer(Function<CacheKey, Optional<InFlight>> flights);

    @Override
    void close();
}
