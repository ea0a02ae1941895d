package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.processors.identity.ModelRights;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import io.serai.processors.identity.Scope;
import io.serai.processors.identity.Subscriptions;
import io.serai.processors.identity.Subscriptions.Kind;
import io.serai.processors.limits.Facts;
import io.serai.processors.limits.LimitUse;
import io.serai.processors.limits.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What applies to a caller who calls a model: rights, limits and where the call would go. Calls nobody and counts nothing. */
final class EffectiveResource implements AdminResource {

    private final Callers callers;
    private final Published published;
    private final Subscriptions rules;
    private final Limits limits;

    EffectiveResource(Callers callers, Published published, Subscriptions rules, Limits limits) {
        this.callers = callers;
        this.published = published;
        this.rules = rules;
        this.limits = limits;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("getEffective", "/effective", Right.EFFECTIVE_READ, this::get));
    }

    private AdminAnswer get(AdminCall call) {
        Caller caller = callers.find(call.text("caller").orElseThrow()).orElseThrow(ProblemException::absent);
        call.require(Scope.of(caller.tenant(), caller.team()));
        String model = call.text("model").orElseThrow();
        Optional<ModelCard> card = published.catalog().find(model);
        Optional<String> refusal = card.map(known -> refusal(caller, known)).orElse(Optional.of("not published"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("caller", shape(caller));
        json.put("model", model);
        json.put("allowed", refusal.isEmpty());
        json.put("why", why(caller, card, refusal));
        json.put(
                "limits",
                limits.effective(new Facts(caller, model, "", caller.tags())).stream()
                        .map(EffectiveResource::shape)
                        .toList());
        json.put(
                "route", refusal.isEmpty() ? published.route(caller, model).getOrDefault("route", Map.of()) : Map.of());
        return AdminAnswer.ok(json);
    }

    /** What the call would be told, by the same check that it would meet. */
    private Optional<String> refusal(Caller caller, ModelCard card) {
        try {
            new ModelRights(rules)
                    .admit(new CallCheck.Ask(
                            caller, "", card, Operation.CHAT, caller.tags(), "", CallCheck.Turn.FIRST));
            return Optional.empty();
        } catch (SeraiException e) {
            return Optional.of(e.kind().label());
        }
    }

    private List<Map<String, Object>> why(Caller caller, Optional<ModelCard> card, Optional<String> refusal) {
        List<Map<String, Object>> why = new ArrayList<>();
        why.add(check("published", card.isPresent(), card.map(ModelCard::owner).orElse("")));
        boolean invokes = Rights.reach(caller, Right.MODELS_INVOKE) != Reach.NONE;
        why.add(check("right", invokes, Right.MODELS_INVOKE.label()));
        card.ifPresent(known -> {
            ModelCard.Visibility visibility =
                    rules.visibility(Kind.MODEL, known.id(), caller.tenant()).orElse(known.visibility());
            boolean subscribed = !caller.app().isEmpty() && rules.subscribed(caller.app(), Kind.MODEL, known.id());
            boolean passes = visibility == ModelCard.Visibility.OPEN || subscribed || caller.is(Role.PLATFORM_ADMIN);
            String seen = visibility.name().toLowerCase(Locale.ROOT);
            why.add(check("visibility", passes, subscribed ? seen + ", subscribed" : seen));
        });
        why.add(check("verdict", refusal.isEmpty(), refusal.orElse("")));
        return why;
    }

    private static Map<String, Object> check(String name, boolean passed, String detail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", name);
        json.put("passed", passed);
        json.put("detail", detail);
        return json;
    }

    private static Map<String, Object> shape(Caller caller) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", caller.tenant());
        json.put("team", caller.team());
        json.put("application", caller.app());
        json.put("key", caller.key());
        json.put("user", caller.user());
        json.put("roles", caller.roles().stream().map(Role::label).sorted().toList());
        json.put("scopes", Shapes.sorted(caller.scopes()));
        json.put("models", caller.models());
        json.put("tags", Shapes.sorted(caller.tags()));
        return json;
    }

    private static Map<String, Object> shape(LimitUse use) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limit", LimitShape.of(use.limit()));
        json.put("subject", LimitShape.subject(use.subject()));
        json.put("used", use.used());
        json.put("remaining", use.remaining());
        json.put("until", Shapes.maybe(use.until()));
        return json;
    }
}
