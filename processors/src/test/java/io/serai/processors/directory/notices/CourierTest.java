package io.serai.processors.directory.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.NoticeTarget;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Outbox.Due;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import io.serai.processors.store.OnEachDatabase;
import io.serai.processors.store.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CourierTest {

    private static final String SECRET = "a secret of some length";
    private static final String URL = "https://hooks.example.com/x";

    private final DatabaseKit kit;
    private final SettableClock clock = new SettableClock();
    private final DirectoryStore store;
    private final ConcurrentLinkedQueue<Due> carried = new ConcurrentLinkedQueue<>();
    private String tenant = "";
    private boolean refusing;

    CourierTest(DatabaseKit kit) {
        this.kit = kit;
        this.store = store(kit, clock);
    }

    static DirectoryStore store(DatabaseKit kit, Clock clock) {
        return new DirectoryStore(new DirectoryStore.Parts(
                kit.database(), new Ids(), clock, new SecretBox(new byte[32]), new WebhookAddress(Set.of()), () -> {}));
    }

    @BeforeEach
    void tenant() {
        kit.empty();
        tenant = store.tenants().create("acme").orThrow().id();
    }

    private Courier courier() {
        return new Courier(store.outbox(), Map.of(Channel.WEBHOOK, this::carry));
    }

    private void carry(Due notice) throws DeliveryException {
        if (refusing) {
            throw new DeliveryException("as the test wants it");
        }
        carried.add(notice);
    }

    private NoticeTarget webhook(String... events) {
        return store.targets()
                .createWebhook(tenant, URL, SECRET, Set.of(events))
                .orThrow();
    }

    private void happens(String event) {
        kit.database().useTransaction(handle -> store.outbox().add(handle, tenant, event, Map.of("model", "fast")));
    }

    private long pending() {
        return kit.database()
                .read(handle -> handle.createQuery("select count(*) from notification where status = 'pending'")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void notice_isCarriedOnce_withTheSecretOfItsTarget() {
        webhook();
        happens("budget.threshold");
        courier().run();
        courier().run();
        assertEquals(1, carried.size());
        Due notice = carried.element();
        assertEquals(
                List.of(URL, SECRET, "budget.threshold"), List.of(notice.address(), notice.secret(), notice.event()));
        assertEquals(
                "{\"id\":\"" + notice.id() + "\",\"event\":\"budget.threshold\",\"tenant\":\"" + tenant
                        + "\",\"at\":\"2026-03-02T10:15:30.123Z\",\"about\":{\"model\":\"fast\"}}",
                notice.body());
        assertEquals(0, pending());
    }

    @Test
    void notice_goesToThoseWhoWantIt() {
        webhook("subscription.*");
        NoticeTarget blocked = webhook("budget.threshold");
        store.targets()
                .update(tenant, blocked.id(), OptionalLong.of(1), Set.of(), Status.BLOCKED)
                .orThrow();
        happens("budget.threshold");
        assertEquals(0, pending());
        happens("subscription.pending");
        assertEquals(1, pending());
    }

    @Test
    void notice_ofAnotherTenant_isNotTold() {
        store.targets().createWebhook(Tenant.HOME, URL, SECRET, Set.of()).orThrow();
        happens("budget.threshold");
        assertEquals(0, pending());
    }

    @Test
    void notice_ofARolledBackTransaction_isNotSent() {
        webhook();
        assertThrows(IllegalStateException.class, () -> kit.database().useTransaction(handle -> {
            store.outbox().add(handle, tenant, "x", Map.of());
            throw new IllegalStateException();
        }));
        courier().run();
        assertEquals(0, carried.size());
    }

    @Test
    void notice_notTaken_isTriedAgainLaterEachTime_andGivenUpAtLast() {
        webhook();
        happens("x");
        refusing = true;
        Duration pause = Duration.ofSeconds(30);
        for (int attempt = 1; attempt < 10; attempt++) {
            courier().run();
            clock.advance(pause.minusSeconds(1));
            courier().run();
            assertEquals(attempt, attempts());
            clock.advance(Duration.ofSeconds(1));
            pause = pause.multipliedBy(2);
        }
        assertEquals(1, pending());
        courier().run();
        assertEquals(0, pending());
        assertEquals(Optional.of("as the test wants it"), kit.database().read(handle -> handle.createQuery(
                        "select failure from notification where status = 'failed'")
                .mapTo(String.class)
                .findOne()));
    }

    private int attempts() {
        return kit.database().read(handle -> handle.createQuery("select attempts from notification")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void notice_claimedByANodeThatDied_isCarriedByAnother() {
        webhook();
        happens("x");
        assertEquals(1, store.outbox().claim().size());
        courier().run();
        assertEquals(0, carried.size());
        clock.advance(Duration.ofMinutes(2));
        courier().run();
        assertEquals(1, carried.size());
    }

    @Test
    void notices_manyCouriersAtOnce_areEachCarriedOnce() throws Exception {
        webhook();
        for (int i = 0; i < 100; i++) {
            happens("x" + i);
        }
        List<Thread> couriers =
                IntStream.range(0, 4).mapToObj(i -> new Thread(courier())).toList();
        couriers.forEach(Thread::start);
        for (Thread each : couriers) {
            each.join();
        }
        courier().run();
        assertEquals(100, carried.size());
        assertEquals(100, carried.stream().map(Due::id).distinct().count());
    }

    @Test
    void ended_longAgo_isRemoved() {
        webhook();
        happens("x");
        courier().run();
        clock.advance(Duration.ofDays(15));
        courier().run();
        long kept = kit.database().read(handle -> handle.createQuery("select count(*) from notification")
                .mapTo(Long.class)
                .one());
        assertEquals(0, kept);
    }

    @Test
    void createWebhook_noSecret_isRefused_F24() {
        for (String secret : List.of("", " ", "short", " ".repeat(20), "x".repeat(201))) {
            assertEquals(
                    Optional.of("secret"),
                    assertThrows(CallerException.class, () -> store.targets()
                                    .createWebhook(tenant, URL, secret, Set.of()))
                            .param());
        }
    }

    @Test
    void secret_isKeptSealed_andOpensForItsTargetOnly() {
        NoticeTarget first = webhook();
        NoticeTarget second = webhook();
        String sealed = kit.database()
                .read(handle -> handle.createQuery("select secret from notice_target where id = :id")
                        .bind("id", first.id())
                        .mapTo(String.class)
                        .one());
        assertFalse(sealed.contains(SECRET));
        kit.database().useTransaction(handle -> handle.createUpdate(
                        "update notice_target set secret = :sealed where id = :id")
                .bind("sealed", sealed)
                .bind("id", second.id())
                .execute());
        happens("x");
        assertEquals(
                Map.of(first.id(), SECRET, second.id(), ""),
                store.outbox().claim().stream().collect(Collectors.toMap(this::target, Due::secret)));
    }

    private String target(Due notice) {
        return kit.database().read(handle -> handle.createQuery("select target from notification where id = :id")
                .bind("id", notice.id())
                .mapTo(String.class)
                .one());
    }

    @Test
    void createMail_addressThatIsNone_isRefused() {
        for (String address : List.of("", "a", "a@b", "a@b.c\r\nBcc: x@y.z", "a@b.c,d@e.f", "A <a@b.c>", "a b@c.de")) {
            assertThrows(CallerException.class, () -> store.targets().createMail(tenant, address, Set.of()), address);
        }
        assertEquals(
                "a.b+c@example.co.uk",
                store.targets()
                        .createMail(tenant, "a.b+c@example.co.uk", Set.of())
                        .orThrow()
                        .address());
    }

    @Test
    void target_ofAnotherTenant_isAsAbsent_F14() {
        NoticeTarget target = webhook();
        assertEquals(Optional.empty(), store.targets().find(Tenant.HOME, target.id()));
        assertEquals(
                Optional.empty(),
                store.targets()
                        .delete(Tenant.HOME, target.id(), OptionalLong.empty())
                        .done());
        happens("x");
        store.targets().delete(tenant, target.id(), OptionalLong.of(1)).orThrow();
        assertEquals(0, pending());
    }
}
