package io.serai.processors.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a cache keeps, for whom and for how long.
 *
 * @param ttl how long an answer is given again without another thought
 * @param stale how long after that it still is, while a new one is being made
 * @param maxSize of an answer, in bytes as JSON, at least about
 * @param ignored members of a request that are not part of the key
 * @param maxTemperature above it nothing is kept or given
 * @param finishReasons with which answers may be kept
 * @param tags that all answers are kept with, for purges
 * @param pace between two pieces of an answer that is given as a stream; zero for all at once
 */
record CachePolicy(
        CacheMode mode,
        Duration ttl,
        Duration stale,
        long maxSize,
        CacheScope scope,
        Set<String> ignored,
        double maxTemperature,
        Set<String> finishReasons,
        Set<String> tags,
        Duration pace) {

    /** They say how an answer comes, or what the provider may keep, never what it says. */
    static final Set<String> NEVER_PART =
            Set.of("stream", "stream_options", "prompt_cache_key", "prompt_cache_retention");

    CachePolicy {
        positive("ttl", ttl);
        if (stale.isNegative() || pace.isNegative()) {
            throw new IllegalArgumentException("expected stale and pace of a cache not to be negative");
        }
        if (maxSize < 1) {
            throw new IllegalArgumentException("expected a cache's maxSize to be positive, found " + maxSize);
        }
        ignored = Set.copyOf(ignored);
        finishReasons = Set.copyOf(finishReasons);
        tags = Set.copyOf(tags);
    }

    /** How long an answer is kept in all. */
    Duration life() {
        return ttl.plus(stale);
    }

    /** Whether answers to such a request may be alike at all. */
    boolean suits(Map<String, Object> request) {
        return !(request.get("temperature") instanceof Number heat) || heat.doubleValue() <= maxTemperature;
    }

    /** With what the answer to a call is kept, for purges. */
    Set<String> tagsOf(AskedCall call) {
        Set<String> own = call.tags();
        if (own.isEmpty() || tags.isEmpty()) {
            return own.isEmpty() ? tags : Set.copyOf(own);
        }
        Set<String> all = new HashSet<>(tags);
        all.addAll(own);
        return Set.copyOf(all);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("expected a cache's " + name + " to be positive, found " + duration);
        }
    }
}
