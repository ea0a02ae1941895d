package io.serai.processors.predict;

import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The models that callers may see, looked up in the registry's only {@link ModelCatalog} unless another is set. Thread-safe. */
final class PublishedModels {

    private volatile @Nullable ModelCatalog catalog;

    void use(ModelCatalog other) {
        catalog = other;
    }

    /** Empty as well where there is no catalog. */
    Optional<ModelCard> find(Exchange exchange, String name) {
        ModelCatalog known = catalog;
        if (known == null) {
            known = exchange.getContext().getRegistry().findSingleByType(ModelCatalog.class);
            catalog = known;
        }
        return known == null
                ? Optional.empty()
                : known.find(name).filter(card -> card.visibility() == ModelCard.Visibility.OPEN);
    }
}
