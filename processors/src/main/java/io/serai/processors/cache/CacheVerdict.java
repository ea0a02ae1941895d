package io.serai.processors.cache;

import java.util.Locale;

/** What a cache has done with a call. Where a call met several caches, one inside another, the outermost speaks last. */
public enum CacheVerdict {
    /** The answer to an equal call was given again, or is given to several at once. */
    HIT,
    /** The answer to a call that means the same was given again. */
    SEMANTIC_HIT,
    /** Some elements of the answer were known, the others were asked for. */
    PARTIAL,
    /** The step below the cache answered. */
    MISS,
    /** The cache kept out of it. */
    BYPASS;

    /** Property of the exchange: a verdict; absent where a call met no cache. */
    public static final String PROPERTY = "SeraiCache";

    /** Property of the exchange: how old the answer is that was given again, a {@code Long} of milliseconds; absent where none was. */
    public static final String AGE = "SeraiCacheAge";

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The spelling in headers, traces and metrics: {@code hit}, {@code semantic-hit} … */
    public String label() {
        return label;
    }
}
