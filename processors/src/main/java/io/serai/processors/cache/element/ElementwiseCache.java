package io.serai.processors.cache.element;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.ElementCache;
import io.serai.processors.cache.ElementCall;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Answers calls for embeddings and rankings from the vectors and scores that are kept, and asks for the others alone. An input of an
 * embedding is an element, and so is a document together with the query that it is ranked by. Thread-safe.
 */
public final class ElementwiseCache implements ElementCache {

    private final LongSupplier clock;
    private final ElementFlights flights = new ElementFlights();

    public ElementwiseCache() {
        this(System::currentTimeMillis);
    }

    /** @param clock milliseconds since the epoch */
    public ElementwiseCache(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Served> serve(ElementCall call) {
        return Batch.of(call.operation(), call.request())
                .map(batch -> new ElementRound(batch, call, flights, clock).serve());
    }

    @Override
    public Optional<Known> look(ElementCall call) {
        return Batch.of(call.operation(), call.request()).map(batch -> {
            Set<CacheKey> keys = new HashSet<>();
            for (int i = 0; i < batch.size(); i++) {
                keys.add(call.key(batch.element(i)));
            }
            return new Known(call.find(keys).size(), keys.size());
        });
    }
}
