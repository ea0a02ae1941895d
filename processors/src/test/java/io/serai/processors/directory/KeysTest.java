package io.serai.processors.directory;

import static io.serai.processors.directory.Office.ANY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.serai.processors.directory.ApiKeyRecord.Secret;
import io.serai.processors.directory.Keys.NewSecret;
import io.serai.processors.directory.Outcome.Absent;
import io.serai.processors.directory.Outcome.Refused;
import io.serai.processors.directory.Outcome.Stale;
import io.serai.processors.directory.Outcome.Taken;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class KeysTest {

    private final DatabaseKit kit;
    private final Office office;
    private final Keys keys;

    KeysTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.keys = office.store.keys();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private Application application() {
        return office.application(office.tenant("acme"), "shop");
    }

    @Test
    void created_isFoundAsItWasMade() {
        Application application = application();
        Instant end = office.clock.instant().plus(Duration.ofDays(30));
        NewSecret secret = Office.secret();
        ApiKeyRecord made = keys.create(
                        application.tenant(),
                        new Holder(HolderKind.APPLICATION, application.id()),
                        Office.key("ci", end),
                        secret,
                        "user:usr_maker")
                .orThrow();
        Instant now = office.clock.instant();
        assertEquals(
                new ApiKeyRecord(
                        made.id(),
                        application.tenant(),
                        application.id(),
                        "",
                        "ci",
                        Status.ACTIVE,
                        Set.of("models"),
                        List.of("gpt-4o", "openai/*"),
                        List.of("10.0.0.0/8"),
                        Set.of("nightly"),
                        Optional.of(end),
                        "user:usr_maker",
                        List.of(new Secret(secret.hash(), "serai_ab12", Optional.empty(), now)),
                        Optional.empty(),
                        1,
                        now),
                made);
        assertEquals(Optional.of(made), keys.find(made.id()));
    }

    @Test
    void create_sameSecretAgain_isTaken() {
        Application application = application();
        Holder owner = new Holder(HolderKind.APPLICATION, application.id());
        NewSecret secret = Office.secret();
        keys.create(application.tenant(), owner, Office.key("a"), secret, "user:x")
                .orThrow();
        assertEquals(
                new Taken<>("secret"), keys.create(application.tenant(), owner, Office.key("b"), secret, "user:x"));
        assertEquals(
                1, keys.list(application.tenant(), Page.Ask.first(9)).items().size());
    }

    @Test
    void rotate_leavesTwoSecretsAndNeverThree() {
        ApiKeyRecord key = office.key(application());
        Instant tomorrow = office.clock.instant().plus(Duration.ofDays(1));
        office.clock.advance(Duration.ofSeconds(1));
        ApiKeyRecord once = keys.rotate(key.tenant(), key.id(), OptionalLong.of(1), Office.secret(), tomorrow)
                .orThrow();
        assertEquals(
                List.of(Optional.empty(), Optional.of(tomorrow)),
                once.secrets().stream().map(Secret::endsAt).toList());
        office.clock.advance(Duration.ofSeconds(1));
        NewSecret third = Office.secret();
        ApiKeyRecord twice =
                keys.rotate(key.tenant(), key.id(), ANY, third, tomorrow).orThrow();
        assertEquals(
                List.of(third.hash(), once.secrets().get(0).hash()),
                twice.secrets().stream().map(Secret::hash).toList());
        assertEquals(3, twice.version());
    }

    @Test
    void rotate_ofStaleForeignOrRevokedKey_changesNothing() {
        ApiKeyRecord key = office.key(application());
        Instant now = office.clock.instant();
        assertEquals(new Stale<>(1), keys.rotate(key.tenant(), key.id(), OptionalLong.of(7), Office.secret(), now));
        assertEquals(new Absent<>(), keys.rotate(office.tenant("other").id(), key.id(), ANY, Office.secret(), now));
        keys.put(key.tenant(), key.id(), ANY, Status.REVOKED).orThrow();
        assertInstanceOf(Refused.class, keys.rotate(key.tenant(), key.id(), ANY, Office.secret(), now));
        assertEquals(1, keys.find(key.id()).orElseThrow().secrets().size());
    }

    @Test
    void put_blockedKeyGoesOn_revokedNever() {
        ApiKeyRecord key = office.key(application());
        assertEquals(Status.BLOCKED, put(key, Status.BLOCKED).orThrow().status());
        assertEquals(Status.ACTIVE, put(key, Status.ACTIVE).orThrow().status());
        assertEquals(Status.REVOKED, put(key, Status.REVOKED).orThrow().status());
        assertEquals(Status.REVOKED, put(key, Status.REVOKED).orThrow().status());
        assertInstanceOf(Refused.class, put(key, Status.ACTIVE));
        assertEquals(new Absent<>(), keys.put("ten_other", key.id(), ANY, Status.REVOKED));
    }

    private Outcome<ApiKeyRecord> put(ApiKeyRecord key, Status status) {
        return keys.put(key.tenant(), key.id(), ANY, status);
    }

    @Test
    void update_ofForeignOrStaleKey_changesNothing_F14() {
        ApiKeyRecord key = office.key(application());
        assertEquals(new Absent<>(), keys.update("ten_other", key.id(), ANY, Office.key("x")));
        assertEquals(new Stale<>(1), keys.update(key.tenant(), key.id(), OptionalLong.of(2), Office.key("x")));
        assertEquals(new Absent<>(), keys.delete("ten_other", key.id(), ANY));
        assertEquals(new Stale<>(1), keys.delete(key.tenant(), key.id(), OptionalLong.of(2)));
        assertEquals(Optional.of(key), keys.find(key.tenant(), key.id()));
        assertEquals(
                "y",
                keys.update(key.tenant(), key.id(), ANY, Office.key("y"))
                        .orThrow()
                        .name());
    }

    @Test
    void create_forForeignOwner_isAbsent_F14() {
        Application foreign = application();
        assertEquals(
                new Absent<>(),
                keys.create(
                        office.tenant("own").id(),
                        new Holder(HolderKind.APPLICATION, foreign.id()),
                        Office.key("k"),
                        Office.secret(),
                        "user:x"));
    }

    @Test
    void list_filtered_hasWhatMatches() {
        Tenant tenant = office.tenant("acme");
        ApiKeyRecord ofUser = office.key(office.user(tenant, "anna"));
        ApiKeyRecord ofApplication = office.key(office.application(tenant, "shop"));
        put(ofApplication, Status.BLOCKED).orThrow();
        assertEquals(List.of(ofUser.id()), ids(tenant, Map.of("user", ofUser.user())));
        assertEquals(List.of(ofApplication.id()), ids(tenant, Map.of("application", ofApplication.application())));
        assertEquals(List.of(ofApplication.id()), ids(tenant, Map.of("status", "blocked")));
        assertEquals(2, ids(tenant, Map.of("name", "K")).size());
    }

    private List<String> ids(Tenant tenant, Map<String, String> filters) {
        return keys.list(tenant.id(), new Page.Ask("", 9, filters)).items().stream()
                .map(ApiKeyRecord::id)
                .toList();
    }

    @Test
    void delete_ofApplication_takesItsKeysAlong() {
        ApiKeyRecord key = office.key(application());
        office.store.applications().delete(key.tenant(), key.application(), ANY).orThrow();
        assertEquals(Optional.empty(), keys.find(key.id()));
    }
}
