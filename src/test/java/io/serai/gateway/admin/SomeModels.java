package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.api.model.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A few models that nobody serves.
 *
 * @param check what requests to them would be admitted by
 */
record SomeModels(CallCheck check) implements Published, ModelCatalog {

    private static final List<ModelCard> MODELS = List.of(
            card("alpha", Visibility.OPEN), card("beta", Visibility.ON_REQUEST), card("gamma/x", Visibility.PRIVATE));

    @Override
    public ModelCatalog catalog() {
        return this;
    }

    @Override
    public Map<String, Object> route(Caller caller, String model) {
        Map<String, ?> call = Map.of("step", "to", "target", "upstream/m");
        Map<String, ?> balance = Map.of("targets", List.of(Map.of("target", "model:other/x", "call", call)));
        return Map.of("route", Map.of("id", "route-of-" + model, "steps", List.of(balance)));
    }

    @Override
    public List<ModelCard> models() {
        return MODELS;
    }

    @Override
    public Optional<ModelCard> find(String name) {
        return MODELS.stream().filter(card -> card.id().equals(name)).findFirst();
    }

    private static ModelCard card(String id, Visibility visibility) {
        return new ModelCard(
                id,
                "A model",
                "serai",
                0,
                Set.of(Operation.CHAT),
                Set.of("tools"),
                OptionalInt.of(8_192),
                "",
                visibility,
                ModelCard.Status.READY);
    }
}
