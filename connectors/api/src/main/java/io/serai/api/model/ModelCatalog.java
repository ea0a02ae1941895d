package io.serai.api.model;

import java.util.List;
import java.util.Optional;

/** What is published at the moment. */
public interface ModelCatalog {

    /** All that callers may see, by id. */
    List<ModelCard> models();

    /** The model that a caller may see under this name: exact, by alias, or as a member of a family. */
    Optional<ModelCard> find(String name);

    /** What answers to this name, whether callers may see it or only routes; empty where that is not told. */
    default Optional<ResolvedModel> resolve(String name) {
        return Optional.empty();
    }
}
