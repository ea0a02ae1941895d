package io.serai.processors.ollama;

import io.serai.api.model.ModelCatalog;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Where models are looked up: the registry's only {@link ModelCatalog} unless another is named. */
final class Catalog {

    private volatile @Nullable ModelCatalog catalog;

    void set(ModelCatalog named) {
        catalog = named;
    }

    ModelCatalog of(Exchange exchange) {
        ModelCatalog known = catalog;
        if (known == null) {
            known = exchange.getContext().getRegistry().findSingleByType(ModelCatalog.class);
            if (known == null) {
                throw new IllegalStateException("expected one ModelCatalog in the registry, found none");
            }
            catalog = known;
        }
        return known;
    }
}
