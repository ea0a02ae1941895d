package io.serai.gateway.admin;

import io.serai.processors.cache.CacheStore;
import io.serai.processors.metrics.CacheMetrics;
import java.util.Optional;

/** The caches of the routes that requests come to at the moment. */
public interface Caches {

    /** Where they keep their answers; empty where nothing keeps any. */
    Optional<CacheStore> store();

    /** What they have done on this node since its start; empty where nobody counts. */
    Optional<CacheMetrics.Counts> counts();
}
