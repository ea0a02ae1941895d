package io.serai.processors.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whom the names in the files mean. Refuses names that are there twice or mean nobody, and models that come back to themselves. */
final class ModelNames {

    private final Surroundings surroundings;
    private final Map<String, ModelEntry> entries = new HashMap<>();

    /** @param all the models of all files */
    ModelNames(List<ModelEntry> all, Surroundings surroundings) {
        this.surroundings = surroundings;
        all.forEach(this::publish);
        all.forEach(entry -> entry.mentions().forEach(this::refuseUnknown));
        new Loops(this).refuse(all);
    }

    private void publish(ModelEntry entry) {
        entry.names().forEach(name -> {
            ModelEntry other = entries.putIfAbsent(name.name(), entry);
            if (other != null) {
                throw name.wrong("the model '" + name.name() + "' is already published by "
                        + other.name().place().file() + ":"
                        + other.name().place().line());
            }
            String route = surroundings.published().get(name.name());
            if (route != null) {
                throw name.wrong("the model '" + name.name() + "' is already published by route '" + route + "'");
            }
        });
        // Camel would put the one in the place of the other, and say nothing (4.18.0).
        if (surroundings.routes().contains(entry.name().name())) {
            throw entry.name().wrong("a route with the id '" + entry.name().name() + "' is there already");
        }
    }

    private void refuseUnknown(Mention mention) {
        String name = mention.name();
        if (entryOf(mention).isEmpty()
                && !surroundings.isOfProvider(name)
                && surroundings.publisher(name).isEmpty()) {
            throw mention.wrong(
                    "expected a model of a declared provider, or one that is published here or by a route, found '"
                            + name + "'" + Spelling.hint(name, candidates(name)));
        }
    }

    /** What could have been meant: published names, and the same model of the declared providers. */
    private Set<String> candidates(String name) {
        Set<String> candidates = new TreeSet<>(entries.keySet());
        candidates.addAll(surroundings.published().keySet());
        int slash = name.indexOf('/');
        if (slash > 0) {
            Spelling.nearest(name.substring(0, slash), surroundings.providers())
                    .ifPresent(provider -> candidates.add(provider + name.substring(slash)));
        }
        return candidates;
    }

    /** The model of a file that a name means; empty for those of providers and routes. */
    Optional<ModelEntry> entryOf(Mention mention) {
        return surroundings.isOfProvider(mention.name())
                ? Optional.empty()
                : Optional.ofNullable(entries.get(mention.name()));
    }

    /** The endpoint that a name means. */
    String uri(Mention mention) {
        return (surroundings.isOfProvider(mention.name()) ? "ai:" : "model:") + mention.name();
    }
}
