package io.serai.processors.responses;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The store that the processors of this front end share: the registry's only {@link ResponseStore}, one in memory where it has none. */
final class StoreAccess {

    private static final String NAME = "serai-response-store";

    private volatile @Nullable ResponseStore store;

    StoreAccess() {}

    StoreAccess(ResponseStore store) {
        this.store = store;
    }

    ResponseStore of(Exchange exchange) {
        ResponseStore known = store;
        if (known == null) {
            known = find(exchange.getContext());
            store = known;
        }
        return known;
    }

    private static ResponseStore find(CamelContext context) {
        synchronized (context) {
            ResponseStore bound = context.getRegistry().findSingleByType(ResponseStore.class);
            if (bound == null) {
                bound = new InMemoryResponseStore();
                context.getRegistry().bind(NAME, ResponseStore.class, bound);
            }
            return bound;
        }
    }
}
