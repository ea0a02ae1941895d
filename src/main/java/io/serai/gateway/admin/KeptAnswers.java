package io.serai.gateway.admin;

import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.metrics.CacheMetrics;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Where the caches of a Camel context keep their answers, and what they have made of them. */
public final class KeptAnswers implements Caches {

    private final Supplier<CamelContext> camel;

    /** @param camel the context that requests come to at the moment: another one after each reload */
    public KeptAnswers(Supplier<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    public Optional<CacheStore> store() {
        return bound(CacheSpace.class).map(CacheSpace::store);
    }

    @Override
    public Optional<CacheMetrics.Counts> counts() {
        return bound(CacheMetrics.class).map(CacheMetrics::counts);
    }

    private <T> Optional<T> bound(Class<T> type) {
        return camel.get().getRegistry().findByType(type).stream().findFirst();
    }
}
