package io.serai.gateway.admin;

import io.serai.api.model.ModelCard;
import io.serai.processors.directory.Actor;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Subscription;
import io.serai.processors.directory.Subscriptions;
import io.serai.processors.directory.Subscriptions.Decision;
import io.serai.processors.directory.Subscriptions.Giver;
import io.serai.processors.directory.Subscriptions.Word;
import io.serai.processors.directory.Thing;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who has asked for what, and what has become of it. */
final class SubscriptionResource implements AdminResource {

    private final Subscriptions subscriptions;
    private final Owners owners;
    private final Directory directory;
    private final Published published;

    SubscriptionResource(Subscriptions subscriptions, Owners owners, Directory directory, Published published) {
        this.subscriptions = subscriptions;
        this.owners = owners;
        this.directory = directory;
        this.published = published;
    }

    @Override
    public List<AdminOperation> operations() {
        String all = "/subscriptions";
        String one = all + "/{subscription}";
        Right decide = Right.SUBSCRIPTIONS_DECIDE;
        Right write = Right.SUBSCRIPTIONS_WRITE;
        return List.of(
                AdminOperation.read("listSubscriptions", all, Right.SUBSCRIPTIONS_READ, this::list),
                AdminOperation.read("getSubscription", one, Right.SUBSCRIPTIONS_READ, this::get),
                AdminOperation.change("createSubscription", "POST", all, write, "subscription.request", this::ask),
                AdminOperation.change(
                        "decideSubscription", "POST", one + "/decision", decide, "subscription.decide", this::decide),
                AdminOperation.change(
                        "cancelSubscription",
                        "POST",
                        one + "/cancellation",
                        write,
                        "subscription.cancel",
                        this::cancel),
                AdminOperation.change("grantSubscription", "POST", "/grants", decide, "subscription.give", this::give));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        Page.Ask ask = call.ask(Map.of("application", "application", "state", "state", "kind", "kind", "name", "name"));
        Page<Subscription> page =
                Directories.page(() -> subscriptions.list(extent.get().tenantOrAll(), ask));
        return AdminAnswer.ok(Shapes.page(
                page.items().stream()
                        .filter(each -> call.may(scope(each)))
                        .map(SubscriptionResource::shape)
                        .toList(),
                page.next()));
    }

    private AdminAnswer get(AdminCall call) {
        Subscription found = found(call);
        return AdminAnswer.ok(shape(found), found.version());
    }

    private AdminAnswer ask(AdminCall call) {
        Scope scope = applicationOf(call);
        Thing thing = Things.read(call.body());
        ModelCard.Visibility visibility = visibility(thing, scope.tenant());
        return made(
                call,
                subscriptions.request(
                        scope.tenant(),
                        call.body().text("application"),
                        thing,
                        visibility,
                        word(call, Optional.empty())));
    }

    private AdminAnswer give(AdminCall call) {
        Scope scope = applicationOf(call);
        Thing thing = Things.read(call.body());
        requireMayGive(call, thing, scope.tenant());
        Optional<Instant> end = KeyFields.instant(call.body(), "expires_at");
        Giver giver = call.reach() == Reach.ALL ? Giver.PLATFORM : Giver.TENANT;
        return made(
                call,
                subscriptions.give(scope.tenant(), call.body().text("application"), thing, giver, word(call, end)));
    }

    /** What is private those who run the gateway have hidden from a tenant, its administrators included: it is theirs to give. */
    private void requireMayGive(AdminCall call, Thing thing, String tenant) {
        if (call.reach() != Reach.ALL && isHidden(thing, tenant)) {
            throw ProblemException.absent();
        }
    }

    /** Whether a thing is private for a tenant, or one of its family is. */
    private boolean isHidden(Thing thing, String tenant) {
        return visibility(thing, tenant) == ModelCard.Visibility.PRIVATE
                || directory.hidesOf(thing, tenant)
                || published.catalog().models().stream()
                        .filter(card -> thing.covers(Thing.model(card.id())))
                        .anyMatch(card -> directory.visibility(Thing.model(card.id()), tenant, card.visibility())
                                == ModelCard.Visibility.PRIVATE);
    }

    private AdminAnswer decide(AdminCall call) {
        Subscription now = found(call);
        Decision decision = Decision.valueOf(call.body().text("decision").toUpperCase(Locale.ROOT));
        if (decision == Decision.APPROVE) {
            requireMayGive(call, now.thing(), now.tenant());
        }
        Word word = word(call, KeyFields.instant(call.body(), "expires_at"));
        return changed(call, subscriptions.decide(now.tenant(), now.id(), decision, word));
    }

    private AdminAnswer cancel(AdminCall call) {
        Subscription now = found(call);
        Word word = word(call, Optional.empty());
        return changed(call, subscriptions.cancel(now.tenant(), now.id(), call.expectedVersion(now.version()), word));
    }

    /** Whose the application is, which the caller may act for. */
    private Scope applicationOf(AdminCall call) {
        Scope scope = owners.ofApplication(call.body().text("application")).orElseThrow(ProblemException::absent);
        call.require(scope);
        return scope;
    }

    /** As it is for a tenant. */
    private ModelCard.Visibility visibility(Thing thing, String tenant) {
        return directory.visibility(thing, tenant, byRoute(thing));
    }

    /** What no route publishes is private: it is not there. */
    private ModelCard.Visibility byRoute(Thing thing) {
        return published.catalog().models().stream()
                .filter(card -> thing.kind() == Thing.Kind.MODEL && card.id().equals(thing.name()))
                .findFirst()
                .or(() -> thing.kind() == Thing.Kind.MODEL ? published.catalog().find(thing.name()) : Optional.empty())
                .map(ModelCard::visibility)
                .orElse(ModelCard.Visibility.PRIVATE);
    }

    private Word word(AdminCall call, Optional<Instant> end) {
        return new Word(Actor.of(call.caller(), directory), call.body().text("note", ""), end);
    }

    private static AdminAnswer made(AdminCall call, Outcome<Subscription> outcome) {
        Subscription made = Outcomes.value(outcome);
        call.touches(made.id(), made.tenant());
        return AdminAnswer.created(AdminApi.BASE + "/subscriptions/" + made.id(), shape(made), made.version());
    }

    private static AdminAnswer changed(AdminCall call, Outcome<Subscription> outcome) {
        Subscription after = Outcomes.value(outcome);
        call.touches(after.id(), after.tenant());
        return AdminAnswer.ok(shape(after), after.version());
    }

    private Subscription found(AdminCall call) {
        Subscription found = subscriptions.find(call.path("subscription")).orElseThrow(ProblemException::absent);
        call.require(scope(found));
        return found;
    }

    private Scope scope(Subscription subscription) {
        return owners.ofApplication(subscription.application()).orElseGet(() -> Scope.ofTenant(subscription.tenant()));
    }

    private static Map<String, Object> shape(Subscription subscription) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", subscription.id());
        json.put("tenant", subscription.tenant());
        json.put("application", subscription.application());
        json.put("kind", subscription.thing().kind().label());
        json.put("name", subscription.thing().name());
        json.put("state", subscription.state().label());
        json.put("note", subscription.note());
        json.put("requested_by", subscription.requestedBy());
        json.put("decided_by", subscription.decidedBy());
        json.put("decision_note", subscription.decisionNote());
        json.put("decided_at", Shapes.maybe(subscription.decidedAt()));
        json.put("expires_at", Shapes.maybe(subscription.expiresAt()));
        json.put("version", subscription.version());
        json.put("created_at", Shapes.instant(subscription.createdAt()));
        return json;
    }
}
