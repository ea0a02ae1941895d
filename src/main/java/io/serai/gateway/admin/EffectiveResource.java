package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
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
import java.util.Comparator;
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
        Optional<ModelCard> card = published.catalog().subject(model).filter(known -> isKnown(call, caller, known));
        Verdict verdict = card.map(known -> verdict(caller, known)).orElse(Verdict.UNPUBLISHED);
        String called = verdict.instead.or(() -> card.map(ModelCard::id)).orElse(model);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("caller", shape(caller));
        json.put("model", model);
        json.put("allowed", verdict.refusal.isEmpty());
        json.put("why", why(caller, card, verdict));
        Object route = verdict.refusal.isEmpty() ? route(caller, verdict.instead.orElse(model)) : Map.of();
        json.put("limits", limits(caller, called, route));
        json.put("route", route);
        return AdminAnswer.ok(json);
    }

    /** Those of the call, and of calls of each provider that its route leads to. */
    private List<Map<String, Object>> limits(Caller caller, String model, Object route) {
        List<String> providers = new ArrayList<>(List.of(""));
        providers.addAll(ToldProviders.in(route));
        Map<List<Object>, LimitUse> uses = new LinkedHashMap<>();
        for (String provider : providers) {
            limits.effective(new Facts(caller, model, provider, caller.tags()))
                    .forEach(use -> uses.putIfAbsent(List.of(use.limit().id(), use.subject()), use));
        }
        return uses.values().stream().map(EffectiveResource::shape).toList();
    }

    private Object route(Caller caller, String model) {
        return published.route(caller, model).getOrDefault("route", Map.of());
    }

    /** Nobody hears here of a model that neither he nor the caller may know of. */
    private boolean isKnown(AdminCall call, Caller caller, ModelCard card) {
        CallCheck check = published.check();
        return check.shows(call.caller(), card) || check.shows(caller, card);
    }

    /**
     * What would become of the call.
     *
     * @param refusal what it would be told; empty where it would be let in
     * @param instead the model that a limit sends it to
     */
    private record Verdict(Optional<String> refusal, Optional<String> instead) {
        static final Verdict UNPUBLISHED = new Verdict(Optional.of("not published"), Optional.empty());
    }

    /** By the same checks that the call would meet: of a chat where the model can do that. */
    private Verdict verdict(Caller caller, ModelCard card) {
        Operation operation =
                card.operations().stream().min(Comparator.naturalOrder()).orElse(Operation.CHAT);
        try {
            CallCheck.Permit permit = published
                    .check()
                    .foresee(new CallCheck.Ask(caller, "", card, operation, caller.tags(), "", CallCheck.Turn.FIRST));
            return new Verdict(Optional.empty(), permit.instead());
        } catch (SeraiException e) {
            return new Verdict(Optional.of(e.kind().label()), Optional.empty());
        }
    }

    private List<Map<String, Object>> why(Caller caller, Optional<ModelCard> card, Verdict verdict) {
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
        verdict.instead.ifPresent(other -> why.add(check("instead", true, other)));
        why.add(check("verdict", verdict.refusal.isEmpty(), verdict.refusal.orElse("")));
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
