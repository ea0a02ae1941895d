package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.GatewayException;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Application;
import io.serai.processors.directory.Applications;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.Keys;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Team;
import io.serai.processors.directory.Teams;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.Tenants;
import io.serai.processors.directory.Thing;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Secrets;
import io.serai.processors.identity.Subscriptions.Kind;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import io.serai.processors.store.SettableClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the directory says about a key becomes a caller. */
class DirectoryAccessTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    private static final Duration OUTAGE = Duration.ofMinutes(15);

    private final SettableClock clock = new SettableClock();
    private final KeyHasher hasher = new KeyHasher(Secrets.of(new byte[32]));
    private DatabaseKit kit;
    private Changes changes;
    private DirectoryStore store;
    private DirectoryAccess access;
    private Tenant tenant;
    private Team team;
    private Application app;

    @BeforeEach
    void start() {
        kit = DatabaseKit.fresh(Database.Kind.H2);
        changes = new Changes(kit.database(), clock, Duration.ofMillis(20));
        changes.start();
        Directory directory = new Directory(kit.database(), Clock.systemUTC());
        directory.follow(changes);
        store = new DirectoryStore(new DirectoryStore.Parts(
                kit.database(),
                new Ids(),
                Clock.systemUTC(),
                new SecretBox(new byte[32]),
                new WebhookAddress(Set.of()),
                changes::poke));
        access = new DirectoryAccess(directory, changes, OUTAGE);
        tenant = store.tenants().create("acme").orThrow();
        team = store.teams().create(tenant.id(), "pay").orThrow();
        app = store.applications()
                .create(
                        tenant.id(),
                        new Applications.Spec(team.id(), "shop", "", Status.ACTIVE, Set.of("shop")),
                        "gateway")
                .orThrow();
    }

    @AfterEach
    void stop() {
        changes.close();
        kit.close();
    }

    private record Given(KeyHash hash, ApiKeyRecord key) {}

    private Given key(HolderKind kind, String owner, String... scopes) {
        KeyHash hash = hasher.hash(ApiKey.generate(new SecureRandom()));
        Keys.Spec spec = new Keys.Spec(
                "k", Set.of(scopes), List.of("openai/*"), List.of("10.0.0.0/8"), Set.of("nightly"), Optional.empty());
        Keys.NewSecret secret =
                new Keys.NewSecret(io.serai.processors.directory.KeyHash.of(hash.bytes()), "serai_abcd…");
        ApiKeyRecord key = store.keys()
                .create(tenant.id(), new Holder(kind, owner), spec, secret, "gateway")
                .orThrow();
        await().until(() -> access.find(hash).isPresent());
        return new Given(hash, key);
    }

    private User user() {
        return store.users()
                .known(tenant.id(), new Users.Identity("https://id.example.com", "ann"), "Ann", "")
                .orThrow();
    }

    private KeyFacts facts(Given given) {
        return access.find(given.hash()).orElseThrow();
    }

    private void awaitStatus(Given given, KeyFacts.Status status) {
        await().until(() -> facts(given).status() == status);
    }

    @Test
    void keyOfAnApplication_isItsCaller() {
        Given given = key(HolderKind.APPLICATION, app.id(), "models");
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        Caller caller = facts(given).caller();

        assertThat(caller.tenant()).isEqualTo(tenant.id());
        assertThat(caller.team()).isEqualTo(team.id());
        assertThat(caller.app()).isEqualTo(app.id());
        assertThat(caller.key()).isEqualTo(given.key().id());
        assertThat(caller.roles()).containsExactly(Role.APPLICATION);
        assertThat(caller.scopes()).containsExactly("models");
        assertThat(caller.models()).containsExactly("openai/*");
        assertThat(caller.tags()).containsExactlyInAnyOrder("shop", "nightly");
        assertThat(caller.principal()).isEqualTo("app:" + app.id());
        assertThat(facts(given).expiresAt()).isEqualTo(KeyFacts.NEVER);
        assertThat(facts(given).networks().contain("10.1.1.1")).isTrue();
    }

    @Test
    void caller_ofAKey_isTheSameObjectUntilSomethingOfItChanges() {
        Given given = key(HolderKind.APPLICATION, app.id());
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        KeyFacts before = facts(given);
        store.teams().create(tenant.id(), "other").orThrow();
        assertThat(facts(given)).isSameAs(before);

        store.roles()
                .give(tenant.id(), new Holder(HolderKind.APPLICATION, app.id()), Role.VIEWER, "", "gateway")
                .orThrow();
        await().until(() -> facts(given).caller().is(Role.VIEWER));
        assertThat(facts(given)).isNotSameAs(before);
    }

    @Test
    void key_lookedUp_asksNoSql() {
        Given given = key(HolderKind.APPLICATION, app.id());
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        changes.close();
        int before = kit.statements().size();
        for (int i = 0; i < 1_000; i++) {
            access.find(given.hash());
            access.admits(facts(given).caller());
            access.visibility(Kind.MODEL, "smart", tenant.id());
            access.subscribed(app.id(), Kind.MODEL, "smart");
        }
        assertThat(kit.statements()).hasSize(before);
    }

    /** F42: what is known goes on to be good while the database is away, but not for ever; of what is not known nothing is said. */
    @Test
    void databaseAway_knownKeysAreGoodForATime_unknownOnesAreNotCalledUnknown() {
        Given given = key(HolderKind.APPLICATION, app.id());
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        Caller caller = facts(given).caller();
        Caller stranger = new Caller(
                tenant.id(), "", "app_of_another_node", "", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());
        access.requireCurrent();
        assertThat(access.admits(stranger)).isFalse();
        kit.goAway();
        try {
            clock.advance(Duration.ofSeconds(3));
            assertThat(facts(given).status()).isEqualTo(KeyFacts.Status.ACTIVE);
            assertThat(access.admits(caller)).isTrue();
            assertAway(access::requireCurrent);
            assertAway(() -> access.admits(stranger));

            clock.advance(OUTAGE);
            assertAway(() -> access.find(given.hash()));
            assertAway(() -> access.admits(caller));
        } finally {
            kit.comeBack();
        }
        await().untilAsserted(access::requireCurrent);
        assertThat(facts(given).status()).isEqualTo(KeyFacts.Status.ACTIVE);
    }

    private static void assertAway(ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.retryAfter())
                .isPresent());
    }

    @Test
    void key_takenBackOrBlockedFromAbove_isNotGoodAnyMore() {
        Given given = key(HolderKind.APPLICATION, app.id());
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        Caller caller = facts(given).caller();
        assertThat(access.admits(caller)).isTrue();

        store.teams()
                .update(tenant.id(), team.id(), ANY, new Teams.Spec("pay", Status.BLOCKED))
                .orThrow();
        awaitStatus(given, KeyFacts.Status.BLOCKED);
        assertThat(access.admits(caller)).isFalse();
        store.teams()
                .update(tenant.id(), team.id(), ANY, new Teams.Spec("pay", Status.ACTIVE))
                .orThrow();
        awaitStatus(given, KeyFacts.Status.ACTIVE);
        store.tenants()
                .update(tenant.id(), ANY, new Tenants.Spec("acme", Status.BLOCKED))
                .orThrow();
        awaitStatus(given, KeyFacts.Status.BLOCKED);
        assertThat(access.admits(caller)).isFalse();
        store.tenants()
                .update(tenant.id(), ANY, new Tenants.Spec("acme", Status.ACTIVE))
                .orThrow();
        store.keys().put(tenant.id(), given.key().id(), ANY, Status.REVOKED).orThrow();
        awaitStatus(given, KeyFacts.Status.REVOKED);
    }

    /** F45: a person's keys are one principal, and have the rights that the person has today. */
    @Test
    void keysOfAPerson_areThePerson() {
        User user = user();
        Holder person = new Holder(HolderKind.USER, user.id());
        store.roles()
                .give(tenant.id(), person, Role.TEAM_LEAD, team.id(), "gateway")
                .orThrow();
        Given one = key(HolderKind.USER, user.id());
        Given two = key(HolderKind.USER, user.id());
        await().until(() -> facts(one).caller().is(Role.TEAM_LEAD));

        assertThat(facts(one).caller().principal()).isEqualTo("user:" + user.id());
        assertThat(facts(two).caller().principal())
                .isEqualTo(facts(one).caller().principal());
        assertThat(facts(one).caller().team()).isEqualTo(team.id());
        assertThat(access.callerOf(user.id()).orElseThrow().principal()).isEqualTo("user:" + user.id());
    }

    /** F13: a key that was given a role loses it together with its owner. */
    @Test
    void roleOfAPersonsKey_isNeverMoreThanThePersons() {
        User user = user();
        Holder person = new Holder(HolderKind.USER, user.id());
        store.roles()
                .give(tenant.id(), person, Role.DEVELOPER, team.id(), "gateway")
                .orThrow();
        Given given = key(HolderKind.USER, user.id());
        Holder key = new Holder(HolderKind.KEY, given.key().id());
        store.roles().give(tenant.id(), key, Role.TENANT_ADMIN, "", "gateway").orThrow();
        store.roles().give(tenant.id(), key, Role.APPLICATION, "", "gateway").orThrow();

        await().until(() -> facts(given).caller().is(Role.APPLICATION));
        assertThat(facts(given).caller().roles()).containsExactly(Role.APPLICATION);
    }

    @Test
    void caller_ofAnotherTenantsThings_isNotAdmitted() {
        Caller foreign =
                new Caller(Tenant.HOME, "", app.id(), "", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());

        assertThat(access.admits(foreign)).isFalse();
        assertThat(access.callerOf("app_none")).isEmpty();
    }

    @Test
    void visibility_isThatOfARuleOrNone() {
        store.visibilities()
                .create(tenant.id(), Thing.model("openai/*"), Visibility.PRIVATE)
                .orThrow();
        store.visibilities()
                .create(tenant.id(), Thing.model("openai/o3"), Visibility.OPEN)
                .orThrow();
        await().until(() ->
                access.visibility(Kind.MODEL, "openai/o3", tenant.id()).equals(Optional.of(Visibility.OPEN)));

        assertThat(access.visibility(Kind.MODEL, "openai/gpt-4o", tenant.id())).hasValue(Visibility.PRIVATE);
        assertThat(access.visibility(Kind.MODEL, "smart", tenant.id())).isEmpty();
        assertThat(access.visibility(Kind.MODEL, "openai/o3", Tenant.HOME)).isEmpty();
    }
}
