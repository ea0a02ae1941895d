package io.serai.processors.cache;

import io.serai.api.call.Operation;
import java.util.Map;
import java.util.Set;

/**
 * An answer that was given once, whole. Immutable: its map is a copy that all share who are given it, and can't be changed.
 *
 * @param source who gave it
 * @param asked the model that was asked for, by the name under which callers know it
 * @param tags of the call, for purges
 * @param storedAt in milliseconds since the epoch
 * @param answer in canonical form, with its usage, as {@code ai:} leaves it
 */
public record CachedAnswer(Source source, String asked, Set<String> tags, long storedAt, Map<String, Object> answer) {

    public CachedAnswer {
        answer = Frozen.of(answer);
    }

    /**
     * Who gave an answer: after a fallback the one that answered.
     *
     * @param provider by the name of its bean
     * @param model as the provider was asked for it
     */
    public record Source(String provider, String model, Operation operation) {}

    /** How old it is, in milliseconds. */
    public long age(long now) {
        return Math.max(0, now - storedAt);
    }
}
