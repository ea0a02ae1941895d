package io.serai.providers.model;

import io.serai.api.call.CallCheck;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.api.model.ModelCatalog;
import io.serai.api.model.ResolvedModel;
import io.serai.api.model.ResolvedModel.Match;
import io.serai.providers.Provider;
import io.serai.providers.ai.AiComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;

/**
 * The published models. Readers see one immutable snapshot, which each change replaces as a whole, so that a reload never shows half of
 * it.
 */
public final class ModelRegistry implements ModelCatalog {

    /** Publishes every model of every declared provider, as {@code provider/model}. */
    static final String EVERY_PROVIDER = "*/*";

    private static final String FAMILY = "/*";

    private volatile Map<String, ModelConsumer> published = Map.of();
    private volatile @Nullable Supplier<AiComponent> providers;
    private volatile CallCheck check = CallCheck.ALLOWED;

    void setProviders(Supplier<AiComponent> providers) {
        this.providers = providers;
    }

    void setCheck(CallCheck check) {
        this.check = check;
    }

    /** Asked about each model that a caller names. */
    CallCheck check() {
        return check;
    }

    /** Whether no caller may know of a model. Where somebody decides about callers, he decides that. */
    boolean isHidden(ModelCard card) {
        return check == CallCheck.ALLOWED && card.visibility() == Visibility.PRIVATE;
    }

    synchronized void publish(ModelConsumer consumer) {
        Map<String, ModelConsumer> changed = new HashMap<>(published);
        for (String name : consumer.names()) {
            ModelConsumer other = changed.put(name, consumer);
            if (other != null && other != consumer) {
                throw new FailedToStartRouteException(
                        consumer.getRouteId(),
                        "the model '" + name + "' is already published by route '" + other.getRouteId() + "'");
            }
        }
        published = Map.copyOf(changed);
    }

    synchronized void withdraw(ModelConsumer consumer) {
        Map<String, ModelConsumer> changed = new HashMap<>(published);
        changed.values().removeIf(known -> known == consumer);
        published = Map.copyOf(changed);
    }

    /** The route for a name: exact or alias first, then its families from the narrowest, then every provider's. */
    @Nullable
    ModelConsumer route(String name) {
        Map<String, ModelConsumer> snapshot = published;
        ModelConsumer exact = snapshot.get(name);
        if (name.endsWith("/") || name.endsWith(FAMILY)) {
            return null;
        }
        if (exact != null) {
            return exact;
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            ModelConsumer family = snapshot.get(name.substring(0, slash) + FAMILY);
            if (family != null) {
                return family;
            }
        }
        int slash = name.indexOf('/');
        return slash > 0 && hasProvider(name.substring(0, slash)) ? snapshot.get(EVERY_PROVIDER) : null;
    }

    ModelCard subject(String name, ModelConsumer route) {
        return route.names().contains(name) ? route.card() : route.card().named(name);
    }

    @Override
    public Optional<ModelCard> subject(String name) {
        ModelConsumer route = route(name);
        return route == null || isHidden(route.card()) ? Optional.empty() : Optional.of(subject(name, route));
    }

    @Override
    public List<ModelCard> models() {
        List<ModelCard> cards = new ArrayList<>();
        published.forEach((name, consumer) -> {
            if (name.equals(EVERY_PROVIDER)) {
                cards.addAll(families(consumer));
            } else {
                cards.add(consumer.card().named(name));
            }
        });
        cards.removeIf(this::isHidden);
        cards.sort(Comparator.comparing(ModelCard::id));
        return cards;
    }

    @Override
    public Optional<ModelCard> find(String name) {
        Optional<ModelCard> listed =
                models().stream().filter(card -> card.id().equals(name)).findFirst();
        if (listed.isPresent()) {
            return listed;
        }
        ModelConsumer consumer = route(name);
        if (consumer == null || isHidden(consumer.card())) {
            return Optional.empty();
        }
        return Optional.of(
                consumer.names().contains(EVERY_PROVIDER)
                        ? member(consumer.card(), name, name.substring(0, name.indexOf('/')))
                        : consumer.card().named(name));
    }

    @Override
    public Optional<ResolvedModel> resolve(String name) {
        return Optional.ofNullable(route(name)).map(route -> {
            String published = route.names().get(0);
            return new ResolvedModel(published, match(name, route, published), route.getRouteId());
        });
    }

    private static Match match(String name, ModelConsumer route, String published) {
        if (published.equals(name)) {
            return Match.EXACT;
        }
        if (route.names().contains(name)) {
            return Match.ALIAS;
        }
        return published.equals(EVERY_PROVIDER) ? Match.PROVIDER : Match.FAMILY;
    }

    private List<ModelCard> families(ModelConsumer consumer) {
        Supplier<AiComponent> known = providers;
        return known == null
                ? List.of()
                : known.get().providerNames().stream()
                        .map(provider -> member(consumer.card(), provider + FAMILY, provider))
                        .toList();
    }

    private ModelCard member(ModelCard family, String id, String providerName) {
        Supplier<AiComponent> known = providers;
        Provider.Opened provider = known == null ? null : known.get().provider(providerName);
        ModelCard card = family.named(id);
        return provider == null
                ? card
                : new ModelCard(
                        card.id(),
                        card.description(),
                        providerName,
                        card.created(),
                        provider.dialect().operations(),
                        card.capabilities(),
                        card.contextWindow(),
                        card.version(),
                        card.visibility(),
                        provider.backend().status());
    }

    private boolean hasProvider(String name) {
        Supplier<AiComponent> known = providers;
        return known != null && known.get().hasProvider(name);
    }
}
