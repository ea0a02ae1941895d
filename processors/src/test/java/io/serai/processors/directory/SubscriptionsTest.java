package io.serai.processors.directory;

import static io.serai.processors.directory.Office.ANY;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.model.ModelCard;
import io.serai.processors.directory.Outcome.Absent;
import io.serai.processors.directory.Outcome.Refused;
import io.serai.processors.directory.Outcome.Taken;
import io.serai.processors.directory.Subscription.State;
import io.serai.processors.directory.Subscriptions.Decision;
import io.serai.processors.directory.Subscriptions.Giver;
import io.serai.processors.directory.Subscriptions.Word;
import io.serai.processors.store.Changes;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SubscriptionsTest {

    private static final Thing MODEL = Thing.model("openai/gpt-4o");
    private static final Actor ANNA = new Actor("user:anna", Set.of("user:anna"));
    private static final Actor BOSS = new Actor("user:boss", Set.of("user:boss"));

    private final DatabaseKit kit;
    private final Office office;
    private final Subscriptions subscriptions;
    private Changes changes;
    private Directory directory;
    private Application shop;

    SubscriptionsTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit, () -> changes.poke());
        this.subscriptions = office.store.subscriptions();
    }

    @BeforeEach
    void start() {
        kit.empty();
        changes = new Changes(kit.database());
        changes.start();
        directory = new Directory(kit.database(), office.clock);
        directory.follow(changes);
        shop = office.application(office.tenant("acme"), "shop");
    }

    @AfterEach
    void stop() {
        changes.close();
    }

    private static Word word(Actor by) {
        return new Word(by, "because", Optional.empty());
    }

    private Subscription asked(Actor by) {
        return subscriptions
                .request(shop.tenant(), shop.id(), MODEL, ModelCard.Visibility.ON_REQUEST, word(by))
                .orThrow();
    }

    private Outcome<Subscription> approve(Subscription subscription, Actor by) {
        return subscriptions.decide(shop.tenant(), subscription.id(), Decision.APPROVE, word(by));
    }

    @Test
    void approved_bySomebodyElse_holdsOnAllNodes() {
        Subscription pending = asked(ANNA);
        assertEquals(State.PENDING, pending.state());
        assertFalse(directory.isSubscribed(shop.id(), MODEL));
        Subscription approved = approve(pending, BOSS).orThrow();
        assertEquals("user:boss", approved.decidedBy());
        assertEquals(Optional.of(office.clock.instant()), approved.decidedAt());
        await().until(() -> directory.isSubscribed(shop.id(), MODEL));
        assertFalse(directory.isSubscribed(shop.id(), Thing.model("openai/gpt-4o-mini")));
    }

    @Test
    void refused_holdsNot_andCanBeAskedForAgain() {
        Subscription refused = subscriptions
                .decide(shop.tenant(), asked(ANNA).id(), Decision.REFUSE, word(BOSS))
                .orThrow();
        assertEquals(State.REFUSED, refused.state());
        assertInstanceOf(Refused.class, approve(refused, BOSS));
        assertEquals(State.PENDING, asked(ANNA).state());
    }

    @Test
    void decide_byWhoAsked_isRefusedWhicheverKeyIsUsed() {
        ApiKeyRecord key = office.key(shop);
        ApiKeyRecord other = office.key(shop);
        await().until(() ->
                directory.key(key.id()).isPresent() && directory.key(other.id()).isPresent());
        Subscription pending = asked(Actor.of(byKey(key), directory));
        for (Actor self : List.of(
                Actor.of(byKey(key), directory),
                Actor.of(byKey(other), directory),
                // Who has made the key knows its secret.
                new Actor("user:usr_maker", Set.of("user:usr_maker")))) {
            assertInstanceOf(Refused.class, approve(pending, self), self.principal());
        }
        assertInstanceOf(Refused.class, approve(asked2(ANNA), ANNA));
        assertEquals(State.APPROVED, approve(pending, BOSS).orThrow().state());
    }

    private Subscription asked2(Actor by) {
        return subscriptions
                .request(shop.tenant(), shop.id(), Thing.model("m2"), ModelCard.Visibility.ON_REQUEST, word(by))
                .orThrow();
    }

    @Test
    void decide_requestOfAPerson_byAKeyOfTheApplication_isRefused() {
        ApiKeyRecord key = office.key(shop);
        await().until(() -> directory.key(key.id()).isPresent());
        assertInstanceOf(Refused.class, approve(asked(ANNA), Actor.of(byKey(key), directory)));
    }

    private Caller byKey(ApiKeyRecord key) {
        return new Caller(
                key.tenant(),
                "",
                key.application(),
                key.id(),
                key.user(),
                Set.of(Role.TENANT_ADMIN),
                Set.of(),
                List.of(),
                Set.of(),
                Map.of());
    }

    @Test
    void decide_byManyAtOnce_exactlyOneDecisionCounts() throws Exception {
        Subscription pending = asked(ANNA);
        ConcurrentLinkedQueue<Outcome<Subscription>> outcomes = new ConcurrentLinkedQueue<>();
        CyclicBarrier together = new CyclicBarrier(8);
        List<Thread> approvers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    outcomes.add(subscriptions.decide(
                            shop.tenant(),
                            pending.id(),
                            i % 2 == 0 ? Decision.APPROVE : Decision.REFUSE,
                            word(new Actor("user:boss" + i, Set.of("user:boss" + i)))));
                }))
                .toList();
        approvers.forEach(Thread::start);
        for (Thread each : approvers) {
            each.join();
        }
        List<Subscription> counted =
                outcomes.stream().flatMap(each -> each.done().stream()).toList();
        assertEquals(1, counted.size());
        assertEquals(8, outcomes.size());
        Subscription now = subscriptions.find(pending.id()).orElseThrow();
        assertEquals(counted.get(0), now);
        assertEquals(2, now.version());
    }

    @Test
    void request_twice_isTaken() {
        asked(ANNA);
        assertEquals(
                new Taken<>("subscription"),
                subscriptions.request(shop.tenant(), shop.id(), MODEL, ModelCard.Visibility.ON_REQUEST, word(BOSS)));
    }

    @Test
    void request_forPrivateOrForeign_isAbsent_forOpenIsRefused_F14() {
        assertEquals(
                new Absent<>(),
                subscriptions.request(shop.tenant(), shop.id(), MODEL, ModelCard.Visibility.PRIVATE, word(ANNA)));
        assertInstanceOf(
                Refused.class,
                subscriptions.request(shop.tenant(), shop.id(), MODEL, ModelCard.Visibility.OPEN, word(ANNA)));
        assertEquals(
                new Absent<>(),
                subscriptions.request(Tenant.HOME, shop.id(), MODEL, ModelCard.Visibility.ON_REQUEST, word(ANNA)));
        Subscription pending = asked(ANNA);
        assertEquals(new Absent<>(), subscriptions.decide(Tenant.HOME, pending.id(), Decision.APPROVE, word(BOSS)));
        assertEquals(new Absent<>(), subscriptions.cancel(Tenant.HOME, pending.id(), ANY, word(BOSS)));
        assertEquals(Optional.empty(), subscriptions.find(Tenant.HOME, pending.id()));
    }

    @Test
    void given_holds_butNobodyGivesHimself() {
        Actor self = new Actor("app:" + shop.id(), Set.of("app:" + shop.id()));
        assertInstanceOf(
                Refused.class, subscriptions.give(shop.tenant(), shop.id(), MODEL, Giver.PLATFORM, word(self)));
        assertEquals(
                State.APPROVED,
                subscriptions
                        .give(shop.tenant(), shop.id(), Thing.model("openai/*"), Giver.TENANT, word(BOSS))
                        .orThrow()
                        .state());
        await().until(() -> directory.isSubscribed(shop.id(), MODEL));
    }

    /** To cancel one's own request is no way to decide on it, nor is one's own word for the family of what was refused. */
    @Test
    void give_byWhoAsked_isRefused_unlessItIsTheWordOfTheGateway() {
        subscriptions.cancel(shop.tenant(), asked(ANNA).id(), ANY, word(ANNA)).orThrow();
        subscriptions
                .decide(shop.tenant(), asked2(BOSS).id(), Decision.REFUSE, word(ANNA))
                .orThrow();
        for (Thing thing : List.of(MODEL, Thing.model("openai/*"))) {
            assertInstanceOf(
                    Refused.class, subscriptions.give(shop.tenant(), shop.id(), thing, Giver.TENANT, word(ANNA)));
        }
        assertInstanceOf(
                Refused.class,
                subscriptions.give(shop.tenant(), shop.id(), Thing.model("m2"), Giver.TENANT, word(BOSS)));
        subscriptions
                .give(shop.tenant(), shop.id(), MODEL, Giver.PLATFORM, word(ANNA))
                .orThrow();
        await().until(() -> directory.isSubscribed(shop.id(), MODEL));
    }

    @Test
    void cancelled_holdsNoLonger() {
        Subscription approved = approve(asked(ANNA), BOSS).orThrow();
        await().until(() -> directory.isSubscribed(shop.id(), MODEL));
        assertEquals(
                State.CANCELLED,
                subscriptions
                        .cancel(shop.tenant(), approved.id(), ANY, word(ANNA))
                        .orThrow()
                        .state());
        await().until(() -> !directory.isSubscribed(shop.id(), MODEL));
        assertInstanceOf(Refused.class, subscriptions.cancel(shop.tenant(), approved.id(), ANY, word(ANNA)));
    }

    @Test
    void expired_holdsNoLonger_andIsPutDownAsSuch() {
        Word forAnHour = new Word(BOSS, "", Optional.of(office.clock.instant().plus(Duration.ofHours(1))));
        Subscription approved = subscriptions
                .decide(shop.tenant(), asked(ANNA).id(), Decision.APPROVE, forAnHour)
                .orThrow();
        await().until(() -> directory.isSubscribed(shop.id(), MODEL));
        subscriptions.expire();
        assertEquals(
                State.APPROVED, subscriptions.find(approved.id()).orElseThrow().state());
        office.clock.advance(Duration.ofHours(1));
        assertFalse(directory.isSubscribed(shop.id(), MODEL));
        subscriptions.expire();
        assertEquals(
                State.EXPIRED, subscriptions.find(approved.id()).orElseThrow().state());
        assertEquals(State.PENDING, asked(ANNA).state());
    }

    @Test
    void list_filtered_hasWhatMatches() {
        Subscription pending = asked(ANNA);
        Subscription other = asked2(ANNA);
        Page.Ask byName = new Page.Ask("", 9, Map.of("name", "GPT", "application", shop.id(), "state", "pending"));
        assertEquals(List.of(pending), subscriptions.list(shop.tenant(), byName).items());
        assertEquals(
                Set.of(pending, other),
                Set.copyOf(
                        subscriptions.list(Page.ALL_TENANTS, Page.Ask.first(9)).items()));
    }
}
