package io.serai.processors.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import io.serai.processors.cache.store.AnswerWeight;
import io.serai.processors.cache.store.Head;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Answers that this node has at hand, decoded, beside those that lie where their keys belong. Hazelcast's own near cache can only be bounded
 * by the number of its entries, of which one may be a thousand times as large as another. Thread-safe.
 */
final class NearAnswers {

    /**
     * After that time an answer is read again: word of its removal may have been lost with a node, and where it lies it counts as used only
     * when it is read.
     */
    private static final long LONGEST_MILLIS = 60_000;

    private static final int SLOTS = 1024;

    private record Near(CachedAnswer answer, long expiresAt, int weight) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final InstantSource clock;
    private final Cache<CacheKey, Near> answers;
    /** By a key's slot: counts what was forgotten, so that an answer that was read before that does not come back after it. */
    private final AtomicLongArray forgotten = new AtomicLongArray(SLOTS);

    NearAnswers(long bytes, InstantSource clock) {
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey key, Near each) -> each.weight)
                .expireAfter(Expiry.writing((CacheKey key, Near each) -> life(each)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Waking another thread would cost more than the little that there is to do.
                .executor(Runnable::run)
                .build();
    }

    private Duration life(Near each) {
        return Duration.ofMillis(Math.max(0, Math.min(LONGEST_MILLIS, each.expiresAt - clock.millis())));
    }

    @Nullable
    CachedAnswer find(CacheKey key) {
        Near found = answers.getIfPresent(key);
        return found == null ? null : found.answer;
    }

    /** To be asked before an answer is read that is to be put here. */
    long mark(CacheKey key) {
        return forgotten.get(slot(key));
    }

    /** Takes an answer, unless it may have been forgotten since the mark. */
    void put(CacheKey key, CachedAnswer answer, long expiresAt, long mark) {
        Near fresh = new Near(answer, expiresAt, AnswerWeight.of(answer.answer()));
        answers.asMap().compute(key, (same, before) -> forgotten.get(slot(key)) == mark ? fresh : before);
    }

    void forget(CacheKey key) {
        forgotten.incrementAndGet(slot(key));
        answers.invalidate(key);
    }

    void forget(Purge purge) {
        for (int slot = 0; slot < SLOTS; slot++) {
            forgotten.incrementAndGet(slot);
        }
        answers.asMap().entrySet().removeIf(each -> Head.of(each.getValue().answer, 0)
                .isCovered(purge, each.getKey().scope()));
    }

    private static int slot(CacheKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
