package io.serai.processors.directory;

import io.serai.api.model.ModelCard;
import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Subscription.State;
import io.serai.processors.directory.Writes.Scoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Applications' wishes to use things, in SQL: asked for by one, decided by another. Who has the right to decide is the business of whoever
 * asks; that nobody decides for himself, and that of two decisions one counts, is kept here. Those of another tenant are as absent.
 * Thread-safe.
 */
public final class Subscriptions {

    private static final Scoped<Subscription> SUBSCRIPTION = new Scoped<>(
            "subscription", SubscriptionSql.ONE, Sql.SUBSCRIPTION, Rows.SUBSCRIPTION, Subscription::version);

    private static final int LONGEST_NOTE = 2_000;

    private static final String OWN_REQUEST =
            "Nobody decides on his own request, and whoever made a key is taken for who uses it. Somebody else has to"
                    + " decide; or who runs the gateway cancels the request and gives the application the thing, which is"
                    + " a grant by his word alone.";

    private final Writes writes;
    private final Outbox outbox;

    Subscriptions(Writes writes, Outbox outbox) {
        this.writes = writes;
        this.outbox = outbox;
    }

    /** What somebody decides. */
    public enum Decision {
        APPROVE(State.APPROVED),
        REFUSE(State.REFUSED);

        private final State state;

        Decision(State state) {
            this.state = state;
        }
    }

    /** Whom somebody gives things for. */
    public enum Giver {
        /** Those who run the gateway, and say who sees what: their word is enough. */
        PLATFORM,
        /** One tenant, whose applications they may have asked for. */
        TENANT
    }

    /**
     * What an application is to get, by whose word and with which reason.
     *
     * @param note for the other side to read; may be empty
     * @param expiresAt when it ends, if it does
     */
    public record Word(Actor by, String note, Optional<Instant> expiresAt) {
        public Word {
            Fields.text("note", note, LONGEST_NOTE);
        }
    }

    /**
     * Asks for a thing.
     *
     * @param visibility that the thing has for the tenant; of what is private nobody knows
     */
    public Outcome<Subscription> request(
            String tenant, String application, Thing thing, ModelCard.Visibility visibility, Word word) {
        if (visibility == ModelCard.Visibility.PRIVATE) {
            return new Outcome.Absent<>();
        }
        if (visibility == ModelCard.Visibility.OPEN) {
            return new Outcome.Refused<>("It is open to all; there is no need to subscribe.");
        }
        return writes.write("subscription", handle -> {
            if (Applications.APPLICATION.find(handle, tenant, application).isEmpty()) {
                return new Outcome.Absent<>();
            }
            Set<String> hands = new HashSet<>(word.by().hands());
            hands.add(Actor.ofApplication(application));
            return insert(handle, tenant, application, thing, State.PENDING, word, hands);
        });
    }

    /**
     * Gives an application a thing that it has not asked for; what it has asked for is {@linkplain #decide decided}. This is the way to what
     * is private.
     *
     * @param giver of a tenant, nobody gives what he might have to decide on if he asked for it
     */
    public Outcome<Subscription> give(String tenant, String application, Thing thing, Giver giver, Word word) {
        return writes.write("subscription", handle -> {
            if (Applications.APPLICATION.find(handle, tenant, application).isEmpty()) {
                return new Outcome.Absent<>();
            }
            boolean own = word.by().isAmong(Set.of(Actor.ofApplication(application)));
            if (own || (giver == Giver.TENANT && hasAsked(handle, application, word.by()))) {
                return new Outcome.Refused<>(
                        "Nobody gives himself something, nor an application that he has asked for something himself.");
            }
            if (isLive(handle, application, thing)) {
                return new Outcome.Refused<>(
                        "The application has asked for it or has it already: decide on that, or cancel it first.");
            }
            return insert(handle, tenant, application, thing, State.APPROVED, word, Set.of());
        });
    }

    private Outcome<Subscription> insert(
            Handle handle, String tenant, String application, Thing thing, State state, Word word, Set<String> hands) {
        String id = writes.id("sub");
        boolean asked = state == State.PENDING;
        handle.createUpdate(SubscriptionSql.INSERT)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("application", application)
                .bind("kind", thing.kind().label())
                .bind("name", thing.name())
                .bind("status", state.label())
                .bind("note", asked ? word.note() : "")
                .bind("requestedBy", asked ? word.by().principal() : "")
                .bind("hands", Texts.write(hands))
                .bind("decidedBy", asked ? "" : word.by().principal())
                .bind("decisionNote", asked ? "" : word.note())
                .bind("decidedAt", asked ? null : writes.now())
                .bind("expires", word.expiresAt().orElse(null))
                .bind("now", writes.now())
                .execute();
        return told(handle, SUBSCRIPTION.written(handle, tenant, id, 1));
    }

    /** Whether somebody has asked for anything in an application's place: for this very thing, perhaps, or one of its family. */
    private static boolean hasAsked(Handle handle, String application, Actor by) {
        return handle
                .createQuery(SubscriptionSql.OF_APPLICATION)
                .bind("application", application)
                .map(Rows.SUBSCRIPTION)
                .stream()
                .anyMatch(each -> by.isAmong(each.hands()));
    }

    private static boolean isLive(Handle handle, String application, Thing thing) {
        return handle.createQuery(SubscriptionSql.LIVE)
                        .bind("application", application)
                        .bind("kind", thing.kind().label())
                        .bind("name", thing.name())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Approves or refuses what was asked for. Of several decisions at once the first counts; the others hear that. */
    public Outcome<Subscription> decide(String tenant, String id, Decision decision, Word word) {
        return writes.write("subscription", handle -> {
            Optional<Subscription> found = SUBSCRIPTION.find(handle, tenant, id);
            if (found.isEmpty()) {
                return new Outcome.Absent<>();
            }
            if (word.by().isAmong(found.get().hands())) {
                return new Outcome.Refused<>(OWN_REQUEST);
            }
            int rows = handle.createUpdate(SubscriptionSql.DECIDE)
                    .bind("id", id)
                    .bind("status", decision.state.label())
                    .bind("live", decision == Decision.APPROVE ? 1 : null)
                    .bind("by", word.by().principal())
                    .bind("note", word.note())
                    .bind("expires", word.expiresAt().orElse(null))
                    .bind("now", writes.now())
                    .execute();
            return rows == 0
                    ? new Outcome.Refused<>("It has been decided already.")
                    : told(handle, SUBSCRIPTION.written(handle, tenant, id, rows));
        });
    }

    /** Ends one that is pending or approved: by its application, or by who could have refused it. */
    public Outcome<Subscription> cancel(String tenant, String id, OptionalLong expected, Word word) {
        return writes.write("subscription", handle -> {
            int rows = Writes.expecting(handle.createUpdate(SubscriptionSql.CANCEL), expected)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("by", word.by().principal())
                    .bind("note", word.note())
                    .bind("now", writes.now())
                    .execute();
            Optional<Subscription> found = SUBSCRIPTION.find(handle, tenant, id);
            boolean live = found.filter(each -> isLive(each.state())).isPresent();
            return rows == 0 && found.isPresent() && !live
                    ? new Outcome.Refused<>("It has ended already.")
                    : told(handle, SUBSCRIPTION.written(handle, tenant, id, rows));
        });
    }

    private static boolean isLive(State state) {
        return state == State.PENDING || state == State.APPROVED;
    }

    /** Puts down as expired what has run out: calls have been refused since the minute it did. */
    public void expire() {
        Instant now = writes.now();
        List<Subscription> over = writes.database().read(handle -> handle.createQuery(SubscriptionSql.OVER)
                .bind("now", now)
                .map(Rows.SUBSCRIPTION)
                .list());
        for (Subscription each : over) {
            writes.write("subscription", handle -> {
                int rows = handle.createUpdate(SubscriptionSql.EXPIRE)
                        .bind("id", each.id())
                        .bind("now", now)
                        .execute();
                return rows == 0
                        ? new Outcome.Absent<>()
                        : told(handle, SUBSCRIPTION.written(handle, each.tenant(), each.id(), rows));
            });
        }
    }

    private Outcome<Subscription> told(Handle handle, Outcome<Subscription> outcome) {
        outcome.done()
                .ifPresent(each -> outbox.add(
                        handle,
                        each.tenant(),
                        "subscription." + each.state().label(),
                        Map.of(
                                "subscription", each.id(),
                                "application", each.application(),
                                "kind", each.thing().kind().label(),
                                "name", each.thing().name(),
                                "state", each.state().label())));
        return outcome;
    }

    public Optional<Subscription> find(String tenant, String id) {
        return writes.database().read(handle -> SUBSCRIPTION.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<Subscription> find(String id) {
        return writes.database().read(handle -> SUBSCRIPTION.find(handle, id));
    }

    /**
     * Filters: {@code application}, {@code state}, {@code kind}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<Subscription> list(String tenant, Ask ask) {
        ask.only(Set.of("application", "state", "kind", "name"));
        List<Subscription> rows = writes.database()
                .read(handle -> Listing.bind(handle.createQuery(SubscriptionSql.PAGE), ask)
                        .bind("tenant", tenant)
                        .bind("application", ask.filter("application"))
                        .bind("status", ask.filter("state"))
                        .bind("kind", ask.filter("kind"))
                        .bind("name", ask.filter("name"))
                        .map(Rows.SUBSCRIPTION)
                        .list());
        return Listing.page(
                rows, ask, each -> new Page.Mark(each.createdAt(), each.thing().name(), each.id()));
    }
}
