package io.serai.processors.cache;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store for one call, whose answer is kept when it is there. What was purged meanwhile does not come back by it, and what goes wrong is
 * not kept: a cache that is out of order costs money, never an answer.
 */
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final CacheStore store;
    private final long purges;

    /** Before the call is made. */
    Shelf(CacheStore store) {
        this.store = store;
        this.purges = store.purges();
    }

    /** Whether the answer is kept. */
    boolean put(CacheKey key, CachedAnswer answer, Duration life) {
        try {
            if (store.purges() != purges) {
                return false;
            }
            store.put(key, answer, life);
            if (store.purges() != purges) {
                store.remove(key);
                return false;
            }
            return true;
        } catch (RuntimeException e) {
            // A step may say what is no JSON; nothing of it is told, it may be anybody's words.
            LOG.debug("an answer can't be kept: {}", e.getClass().getName());
            return false;
        }
    }
}
