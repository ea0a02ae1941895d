package io.serai.gateway.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cluster.ClusterCacheStore;
import io.serai.processors.cluster.ClusterFlightBoard;
import io.serai.processors.cluster.ClusterNotes;
import io.serai.processors.cluster.ContentCipher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** This node's part of the answer cache that all nodes have together. */
final class SharedCache implements AutoCloseable {

    private final ExecutorService threads;
    private final ClusterCacheStore store;
    private final ClusterNotes notes;
    private final ClusterFlightBoard board;

    /** @param patience a look-up takes a few milliseconds; who does not answer for long is in trouble, and the call has better things to do */
    SharedCache(HazelcastInstance hazelcast, ContentCipher cipher, long bytes, Duration patience, Clock clock) {
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("serai-flight-", 0).factory());
        store = new ClusterCacheStore(hazelcast, cipher, bytes - mapBytes(bytes), patience, clock);
        notes = new ClusterNotes(hazelcast, cipher);
        board = new ClusterFlightBoard(hazelcast, cipher, store, patience, threads);
    }

    /** How much of the memory is for answers that lie here for all nodes; the rest is for those at hand. */
    static long mapBytes(long bytes) {
        return bytes / 4 * 3;
    }

    CacheStore store() {
        return store;
    }

    AnswerNotes notes() {
        return notes;
    }

    FlightBoard board() {
        return board;
    }

    @Override
    public void close() {
        board.close();
        notes.close();
        store.close();
        threads.shutdownNow();
    }
}
