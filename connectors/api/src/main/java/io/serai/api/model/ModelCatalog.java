package io.serai.api.model;

import java.util.List;
import java.util.Optional;

/** What is published at the moment. */
public interface ModelCatalog {

    /** All that callers may see, by id: with what is private where a {@link io.serai.api.call.CallCheck} decides who may see that. */
    List<ModelCard> models();

    /** The model that a caller may see under this name: exact, by alias, or as a member of a family. */
    Optional<ModelCard> find(String name);

    /** What rules go by that are about the model of this name: the published one behind an alias, the member of a family. */
    default Optional<ModelCard> subject(String name) {
        return find(name)
                .map(card -> card.named(resolve(name)
                        .filter(resolved -> resolved.match() == ResolvedModel.Match.ALIAS)
                        .map(ResolvedModel::published)
                        .orElse(name)));
    }

    /** What answers to this name, whether callers may see it or only routes; empty where that is not told. */
    default Optional<ResolvedModel> resolve(String name) {
        return Optional.empty();
    }
}
