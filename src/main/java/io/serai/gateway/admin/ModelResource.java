package io.serai.gateway.admin;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ResolvedModel;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Subscriptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is published at the moment, as those of one tenant may see it. */
final class ModelResource implements AdminResource {

    private final Published published;
    private final Subscriptions rules;

    ModelResource(Published published, Subscriptions rules) {
        this.published = published;
        this.rules = rules;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(
                AdminOperation.read("listModels", "/models", Right.MODELS_READ, this::list),
                AdminOperation.read("getModel", "/models/{model}", Right.MODELS_READ, this::get));
    }

    private AdminAnswer list(AdminCall call) {
        String part = call.text("name").orElse("").toLowerCase(Locale.ROOT);
        List<ModelCard> models = published.catalog().models().stream()
                .filter(card -> card.id().toLowerCase(Locale.ROOT).contains(part))
                .filter(card -> shows(call, card))
                .toList();
        return new Listing<>(ModelCard::id, card -> shape(call, card)).page(call, models);
    }

    private AdminAnswer get(AdminCall call) {
        return published
                .catalog()
                .find(call.path("model"))
                .filter(card -> shows(call, card))
                .map(card -> AdminAnswer.ok(shape(call, card)))
                .orElseThrow(ProblemException::absent);
    }

    private boolean shows(AdminCall call, ModelCard card) {
        return call.reach() == Reach.ALL || visibility(call, card) != ModelCard.Visibility.PRIVATE;
    }

    /** As it is for the caller's tenant. */
    private ModelCard.Visibility visibility(AdminCall call, ModelCard card) {
        return rules.visibility(
                        Subscriptions.Kind.MODEL, card.id(), call.caller().tenant())
                .orElse(card.visibility());
    }

    private Map<String, Object> shape(AdminCall call, ModelCard card) {
        Optional<ResolvedModel> resolved = published.catalog().resolve(card.id());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", card.id());
        json.put("description", card.description());
        json.put("owner", card.owner());
        json.put(
                "operations",
                card.operations().stream().map(Operation::label).sorted().toList());
        json.put("capabilities", Shapes.sorted(card.capabilities()));
        json.put(
                "context_window",
                card.contextWindow().isPresent() ? card.contextWindow().getAsInt() : null);
        json.put("version", card.version());
        json.put("visibility", visibility(call, card).name().toLowerCase(Locale.ROOT));
        json.put("status", card.status().name().toLowerCase(Locale.ROOT));
        json.put("published_as", resolved.map(ResolvedModel::published).orElse(card.id()));
        json.put("route", resolved.map(ResolvedModel::routeId).orElse(""));
        return json;
    }
}
