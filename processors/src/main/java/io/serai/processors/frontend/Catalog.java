package io.serai.processors.frontend;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.api.model.ResolvedModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of an exchange may know of the published models: those of the registry's only {@link ModelCatalog}, unless another is
 * set, that its only {@link CallCheck} shows. Thread-safe.
 */
public final class Catalog {

    private static final int LONGEST_NAME = 256;

    private record Known(ModelCatalog models, CallCheck check) {}

    private volatile @Nullable ModelCatalog named;
    private volatile @Nullable Known known;

    /** Where to look instead. */
    public void set(ModelCatalog other) {
        named = other;
        known = null;
    }

    /**
     * The models that the caller may know of.
     *
     * @throws IllegalStateException where there is no catalog
     */
    public ModelCatalog of(Exchange exchange) {
        Known all = known(exchange.getContext());
        if (all == null) {
            throw new IllegalStateException("expected one ModelCatalog in the registry, found none");
        }
        return seenBy(exchange, all);
    }

    /** The model, where there is a catalog and the caller may know of it. */
    public Optional<ModelCard> find(Exchange exchange, String name) {
        Known all = known(exchange.getContext());
        return all == null ? Optional.empty() : seenBy(exchange, all).find(name);
    }

    private static ModelCatalog seenBy(Exchange exchange, Known all) {
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        // Rules about a model are rules about all its names.
        Predicate<ModelCard> shown =
                card -> all.check.shows(caller, all.models.subject(card.id()).orElse(card));
        return new ModelCatalog() {
            @Override
            public List<ModelCard> models() {
                return all.models.models().stream().filter(shown).toList();
            }

            @Override
            public Optional<ModelCard> find(String name) {
                return all.models.find(name).filter(shown);
            }

            @Override
            public Optional<ResolvedModel> resolve(String name) {
                return all.models.resolve(name);
            }
        };
    }

    /** What the caller is told of a model that is not there, or that it may not know of. */
    public static SeraiException unknown(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model `" + shown + "` does not exist.")
                .withParam("model")
                .withCode("model_not_found");
    }

    private @Nullable Known known(CamelContext context) {
        Known found = known;
        if (found == null) {
            ModelCatalog models = named == null ? context.getRegistry().findSingleByType(ModelCatalog.class) : named;
            CallCheck check = context.getRegistry().findSingleByType(CallCheck.class);
            if (models == null) {
                return null;
            }
            found = new Known(models, check == null ? CallCheck.ALLOWED : check);
            known = found;
        }
        return found;
    }
}
