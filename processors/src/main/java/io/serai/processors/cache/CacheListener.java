package io.serai.processors.cache;

/** Hears what caches do. All of the registry are told, on the thread of the call: be quick, never throw. */
public interface CacheListener {

    /**
     * A call has met a cache.
     *
     * @param model that was asked for, by the name under which callers know it; empty where nothing names one
     */
    default void judged(String model, CacheVerdict verdict) {}
}
