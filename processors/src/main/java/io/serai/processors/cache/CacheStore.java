package io.serai.processors.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers, on this node or among all. What it can't reach it does not find, and what it can't keep it leaves: a cache that is out of
 * order costs money, never an answer. Thread-safe.
 */
public interface CacheStore {

    /** The answer under a key; null where there is none, or none any more. Quick where this node has it, else one hop. */
    @Nullable
    CachedAnswer find(CacheKey key);

    /** The answers under several keys, those that there are. Where others have them it is one round for all. */
    default Map<CacheKey, CachedAnswer> findAll(Collection<CacheKey> keys) {
        Map<CacheKey, CachedAnswer> found = new HashMap<>();
        for (CacheKey key : keys) {
            CachedAnswer answer = find(key);
            if (answer != null) {
                found.put(key, answer);
            }
        }
        return found;
    }

    /** Keeps an answer. What has not been used for longest makes room for it. */
    void put(CacheKey key, CachedAnswer answer, Duration life);

    /** Whether there was one. */
    boolean remove(CacheKey key);

    /** Removes on all nodes what is meant; says how many. */
    long purge(Purge what);

    /** How many purges this node has heard of so far, each from before its first answer goes: what was asked before one is not kept after it. */
    default long purges() {
        return 0;
    }

    /** What an operator may know of an answer, without its content; counts as no use. */
    Optional<Sight> look(CacheKey key);

    /** Of this node and, where there are others, of all. */
    Statistics statistics();

    /**
     * An answer from outside.
     *
     * @param bytes as it is kept
     * @param expiresAt in milliseconds since the epoch
     */
    record Sight(
            CacheKey key,
            CachedAnswer.Source source,
            String asked,
            java.util.Set<String> tags,
            long storedAt,
            long expiresAt,
            long bytes) {}

    /**
     * What is kept.
     *
     * @param entries on all nodes, each counted once
     * @param bytes of them, as they are kept
     * @param evicted from this node for want of room, since its start
     * @param nodes who keep them
     */
    record Statistics(long entries, long bytes, long evicted, int nodes) {}
}
