package io.serai.processors.cache.store;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an answer without its content: enough to find it for a purge.
 *
 * @param storedAt in milliseconds since the epoch, as is {@code expiresAt}
 */
public record Head(CachedAnswer.Source source, String asked, Set<String> tags, long storedAt, long expiresAt) {

    /** That of an answer. */
    public static Head of(CachedAnswer answer, long expiresAt) {
        return new Head(answer.source(), answer.asked(), answer.tags(), answer.storedAt(), expiresAt);
    }

    /** The answer that it is the head of. */
    public CachedAnswer with(Map<String, Object> answer) {
        return new CachedAnswer(source, asked, tags, storedAt, answer);
    }

    /** Whether a purge means this answer. */
    public boolean isCovered(Purge purge, String scope) {
        return purge.covers(scope, source, asked, tags, storedAt);
    }

    /** What an operator is told. */
    public CacheStore.Sight sight(CacheKey key, long bytes) {
        return new CacheStore.Sight(key, source, asked, tags, storedAt, expiresAt, bytes);
    }
}
