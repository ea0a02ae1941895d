package io.serai.processors.directory;

import static io.serai.processors.directory.Office.ANY;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.api.caller.Role;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.store.Changes;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two nodes know of one database. F42: while it is away they go on with what they know. */
@OnEachDatabase
class DirectoryTest {

    private final DatabaseKit kit;
    private final Office office;
    private final DirectoryStore store;
    private Changes hereChanges;
    private Changes thereChanges;
    private Directory here;
    private Directory there;

    DirectoryTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit, () -> hereChanges.poke());
        this.store = office.store;
    }

    @BeforeEach
    void start() {
        kit.empty();
        hereChanges = new Changes(kit.database());
        thereChanges = new Changes(kit.database());
        here = following(hereChanges);
        there = following(thereChanges);
    }

    private Directory following(Changes changes) {
        changes.start();
        Directory directory = new Directory(kit.database(), office.clock);
        directory.follow(changes);
        return directory;
    }

    @AfterEach
    void stop() {
        hereChanges.close();
        thereChanges.close();
    }

    private ApiKeyRecord key() {
        return office.key(office.application(office.tenant("acme"), "shop"));
    }

    private static Optional<ApiKeyRecord> found(Directory directory, ApiKeyRecord key) {
        return directory.key(key.secrets().get(0).hash()).map(Directory.KeyEntry::key);
    }

    @Test
    void key_made_isInForceOnAllNodes() {
        ApiKeyRecord key = key();
        await().until(() -> found(here, key).isPresent() && found(there, key).isPresent());
        await().until(() -> there.isActive(key));
        assertEquals(Optional.of(key), found(there, key));
    }

    @Test
    void key_revoked_isInForceOnAllNodes() {
        ApiKeyRecord key = key();
        await().until(() -> found(there, key).isPresent());
        store.keys().put(key.tenant(), key.id(), ANY, Status.REVOKED).orThrow();
        await().until(() -> found(there, key).orElseThrow().status() == Status.REVOKED);
        assertFalse(there.isActive(found(there, key).orElseThrow()));
    }

    /** The node that made the change is told at once, the others find it the next time they read: within a second, with the reading. */
    @Test
    void nodes_readTwiceASecond() {
        assertEquals(Duration.ofMillis(500), Changes.USUAL);
    }

    @Test
    void key_rotated_bothSecretsOpenItUntilTheOldOneEnds() {
        ApiKeyRecord key = key();
        ApiKeyRecord rotated = store.keys()
                .rotate(
                        key.tenant(),
                        key.id(),
                        ANY,
                        Office.secret(),
                        office.clock.instant().plusSeconds(60))
                .orThrow();
        KeyHash old = key.secrets().get(0).hash();
        await().until(() -> found(here, rotated).isPresent());
        assertEquals(key.id(), here.key(old).orElseThrow().key().id());
        office.clock.advance(Duration.ofSeconds(60));
        assertEquals(Optional.empty(), here.key(old));
        assertTrue(found(here, rotated).isPresent());
    }

    @Test
    void isActive_anythingAboveIsBlockedOrGone_no() {
        Tenant tenant = office.tenant("acme");
        Team team = office.team(tenant, "search");
        ApiKeyRecord key = office.key(office.application(tenant, team.id(), "shop"));
        await().until(() -> here.isActive(key));
        store.teams()
                .update(tenant.id(), team.id(), ANY, new Teams.Spec("search", Status.BLOCKED))
                .orThrow();
        await().until(() -> !here.isActive(key));
        store.teams()
                .update(tenant.id(), team.id(), ANY, new Teams.Spec("search", Status.ACTIVE))
                .orThrow();
        await().until(() -> here.isActive(key));
        store.tenants()
                .update(tenant.id(), ANY, new Tenants.Spec("acme", Status.BLOCKED))
                .orThrow();
        await().until(() -> !here.isActive(key));
        store.tenants()
                .update(tenant.id(), ANY, new Tenants.Spec("acme", Status.ACTIVE))
                .orThrow();
        await().until(() -> here.isActive(key));
        store.applications().delete(tenant.id(), key.application(), ANY).orThrow();
        await().until(() -> !here.isActive(key) && found(here, key).isEmpty());
    }

    @Test
    void isActive_afterItsEnd_no() {
        Application application = office.application(office.tenant("acme"), "shop");
        ApiKeyRecord key = store.keys()
                .create(
                        application.tenant(),
                        new Holder(HolderKind.APPLICATION, application.id()),
                        Office.key("k", office.clock.instant().plusSeconds(5)),
                        Office.secret(),
                        "user:x")
                .orThrow();
        await().until(() -> here.isActive(key));
        office.clock.advance(Duration.ofSeconds(5));
        assertFalse(here.isActive(key));
    }

    @Test
    void user_isFoundBySubject_withItsRoles() {
        User anna = office.user(office.tenant("acme"), "anna");
        Holder holder = new Holder(HolderKind.USER, anna.id());
        RoleBinding role = store.roles()
                .give(anna.tenant(), holder, Role.DEVELOPER, "", "user:x")
                .orThrow();
        await().until(() -> here.roles(holder).equals(Set.of(role)));
        assertEquals(Optional.of(anna), here.user("https://id.example", "anna"));
        assertEquals(Optional.empty(), here.user("https://id.example", "anna@example.com"));
        store.roles().take(anna.tenant(), role.id(), ANY).orThrow();
        await().until(() -> here.roles(holder).isEmpty());
        store.users().delete(anna.tenant(), anna.id(), ANY).orThrow();
        await().until(() -> here.user("https://id.example", "anna").isEmpty());
    }

    @Test
    void named_renamed_isFoundByTheNewNameOnly() {
        Tenant tenant = office.tenant("acme");
        Team team = office.team(tenant, "search");
        Application application = office.application(tenant, "shop");
        await().until(() -> here.applicationNamed(tenant.id(), "shop").isPresent());
        assertEquals(Optional.of(team), here.teamNamed(tenant.id(), "search"));
        assertEquals(Optional.of(tenant), here.tenantNamed("acme"));
        store.applications()
                .update(tenant.id(), application.id(), ANY, Office.app("", "store"))
                .orThrow();
        await().until(() -> here.applicationNamed(tenant.id(), "store").isPresent());
        assertEquals(Optional.empty(), here.applicationNamed(tenant.id(), "shop"));
        assertEquals(Optional.empty(), here.applicationNamed(Tenant.HOME, "store"));
    }

    @Test
    void lookUp_databaseAway_answersFromMemory_F42() {
        ApiKeyRecord key = key();
        await().until(() -> here.isActive(key) && found(here, key).isPresent());
        kit.goAway();
        try {
            hereChanges.poke();
            assertTrue(found(here, key).isPresent());
            assertTrue(here.isActive(key));
        } finally {
            kit.comeBack();
        }
    }

    @Test
    void change_madeWhileThisNodeSawNoDatabase_isHeardAfterwards() {
        ApiKeyRecord key = key();
        await().until(() -> found(there, key).isPresent());
        kit.goAway();
        kit.comeBack();
        store.keys().put(key.tenant(), key.id(), ANY, Status.BLOCKED).orThrow();
        await().until(() -> found(there, key).orElseThrow().status() == Status.BLOCKED);
    }

    @Test
    void generation_changesWithEachChange() {
        long before = here.generation();
        Tenant tenant = office.tenant("acme");
        await().until(() -> here.tenant(tenant.id()).isPresent());
        await().until(() -> here.generation() != before);
        assertNotEquals(before, here.generation());
    }
}
