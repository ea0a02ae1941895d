package io.serai.processors.directory;

import static io.serai.processors.directory.Office.ANY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.serai.api.caller.Role;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Users.Identity;
import io.serai.processors.directory.Users.Spec;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and their roles. F17: an e-mail address makes nobody somebody else. F45: with a token or a key, a person is one user. */
@OnEachDatabase
class UsersTest {

    private final DatabaseKit kit;
    private final Office office;
    private final DirectoryStore store;

    UsersTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.store = office.store;
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void known_sameSubjectAgain_isTheSamePerson() {
        Tenant tenant = office.tenant("acme");
        User first = office.user(tenant, "anna");
        assertEquals(first, office.user(tenant, "anna"));
    }

    @Test
    void known_sameEmailOfAnotherSubject_isSomebodyElse_F17() {
        Tenant tenant = office.tenant("acme");
        User victim = store.users()
                .create(
                        tenant.id(),
                        new Identity("https://id.example", "boss"),
                        new Spec("Boss", "boss@example.com", Status.ACTIVE))
                .orThrow();
        store.roles()
                .give(tenant.id(), new Holder(HolderKind.USER, victim.id()), Role.TENANT_ADMIN, "", "user:x")
                .orThrow();
        User other = store.users()
                .known(tenant.id(), new Identity("https://id.example", "evil"), "Boss", "boss@example.com")
                .orThrow();
        User sameSubjectElsewhere = store.users()
                .known(tenant.id(), new Identity("https://other.example", "boss"), "Boss", "boss@example.com")
                .orThrow();
        assertNotEquals(victim.id(), other.id());
        assertNotEquals(victim.id(), sameSubjectElsewhere.id());
        assertEquals(
                List.of(),
                store.roles()
                        .list(tenant.id(), new Page.Ask("", 9, Map.of("holder", other.id())))
                        .items());
    }

    @Test
    void known_byManyNodesAtOnce_isOnePerson_F45() throws Exception {
        Tenant tenant = office.tenant("acme");
        Set<String> ids = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(6);
        List<Thread> nodes = IntStream.range(0, 6)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    ids.add(office.user(tenant, "anna").id());
                }))
                .toList();
        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }
        assertEquals(1, ids.size());
        assertEquals(
                1, store.users().list(tenant.id(), Page.Ask.first(9)).items().size());
    }

    @Test
    void key_ofUser_leadsToTheUserOfTheToken_F45() {
        Tenant tenant = office.tenant("acme");
        User byToken = office.user(tenant, "anna");
        ApiKeyRecord key = office.key(byToken);
        assertEquals(byToken.id(), key.user());
        assertEquals("", key.application());
    }

    @Test
    void known_ofAnotherTenant_staysWhereItIs() {
        User anna = office.user(office.tenant("acme"), "anna");
        User again = office.user(office.tenant("other"), "anna");
        assertEquals(anna, again);
    }

    @Test
    void createLocal_hasNoIssuerThatATokenCouldHave() {
        User user = store.users()
                .createLocal(office.tenant("acme").id(), new Spec("Robot's keeper", "", Status.ACTIVE))
                .orThrow();
        assertEquals(Users.LOCAL, user.issuer());
        assertEquals(user.id(), user.subject());
    }

    @Test
    void delete_takesKeysAndRolesAlong() {
        Tenant tenant = office.tenant("acme");
        User anna = office.user(tenant, "anna");
        ApiKeyRecord key = office.key(anna);
        RoleBinding role = store.roles()
                .give(tenant.id(), new Holder(HolderKind.USER, anna.id()), Role.DEVELOPER, "", "user:x")
                .orThrow();
        store.users().delete(tenant.id(), anna.id(), ANY).orThrow();
        assertEquals(Optional.empty(), store.keys().find(key.id()));
        assertEquals(Optional.empty(), store.roles().find(role.id()));
        assertNotEquals(anna.id(), office.user(tenant, "anna").id());
    }

    @Test
    void give_platformAdminOutsideTheHomeTenant_isRefused() {
        User anna = office.user(office.tenant("acme"), "anna");
        assertInstanceOf(
                Outcome.Refused.class,
                store.roles()
                        .give(
                                anna.tenant(),
                                new Holder(HolderKind.USER, anna.id()),
                                Role.PLATFORM_ADMIN,
                                "",
                                "user:x"));
    }

    @Test
    void give_toForeignHolderOrInForeignTeam_isAbsent_F14() {
        Tenant own = office.tenant("own");
        Tenant other = office.tenant("other");
        User foreign = office.user(other, "anna");
        User user = office.user(own, "bob");
        Team foreignTeam = office.team(other, "t");
        assertEquals(
                new Outcome.Absent<>(),
                store.roles().give(own.id(), new Holder(HolderKind.USER, foreign.id()), Role.VIEWER, "", "user:x"));
        assertEquals(
                new Outcome.Absent<>(),
                store.roles()
                        .give(
                                own.id(),
                                new Holder(HolderKind.USER, user.id()),
                                Role.VIEWER,
                                foreignTeam.id(),
                                "user:x"));
    }

    @Test
    void give_twice_isOneRole() {
        User anna = office.user(office.tenant("acme"), "anna");
        Holder holder = new Holder(HolderKind.USER, anna.id());
        RoleBinding first = store.roles()
                .give(anna.tenant(), holder, Role.VIEWER, "", "user:x")
                .orThrow();
        assertEquals(
                first,
                store.roles()
                        .give(anna.tenant(), holder, Role.VIEWER, "", "user:x")
                        .orThrow());
        store.roles().take(anna.tenant(), first.id(), ANY).orThrow();
        assertEquals(Optional.empty(), store.roles().find(first.id()));
    }

    @Test
    void found_onceOnly_makesAdministratorWithKey() {
        ApiKeyRecord key = store.found(Office.secret()).orElseThrow();
        assertEquals(Tenant.HOME, key.tenant());
        assertEquals(
                Role.PLATFORM_ADMIN,
                store.roles()
                        .list(Tenant.HOME, new Page.Ask("", 9, Map.of("holder", key.user())))
                        .items()
                        .get(0)
                        .role());
        assertEquals(Optional.empty(), store.found(Office.secret()));
        assertEquals(
                1, store.keys().list(Tenant.HOME, Page.Ask.first(9)).items().size());
    }
}
