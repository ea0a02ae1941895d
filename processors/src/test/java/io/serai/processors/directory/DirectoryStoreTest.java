package io.serai.processors.directory;

import static io.serai.processors.directory.Office.ANY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.Outcome.Absent;
import io.serai.processors.directory.Outcome.Refused;
import io.serai.processors.directory.Outcome.Stale;
import io.serai.processors.directory.Outcome.Taken;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DirectoryStoreTest {

    private final DatabaseKit kit;
    private final Office office;
    private final DirectoryStore store;

    DirectoryStoreTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.store = office.store;
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void created_isFoundAsItWasMade() {
        Tenant tenant = office.tenant("acme");
        Team team = office.team(tenant, "search");
        Application made = office.application(tenant, team.id(), "shop");
        assertEquals(Optional.of(tenant), store.tenants().find(tenant.id()));
        assertEquals(Optional.of(team), store.teams().find(tenant.id(), team.id()));
        assertEquals(Optional.of(made), store.applications().find(tenant.id(), made.id()));
        assertEquals(
                new Application(
                        made.id(),
                        tenant.id(),
                        team.id(),
                        "shop",
                        "",
                        Status.ACTIVE,
                        Set.of("shop"),
                        "user:usr_maker",
                        1,
                        office.clock.instant()),
                made);
    }

    @Test
    void create_sameNameInTenant_isTaken() {
        Tenant tenant = office.tenant("acme");
        office.team(tenant, "search");
        assertEquals(new Taken<>("name"), store.teams().create(tenant.id(), "search"));
        assertEquals(new Taken<>("name"), store.tenants().create("acme"));
        assertTrue(store.teams()
                .create(office.tenant("other").id(), "search")
                .done()
                .isPresent());
    }

    @Test
    void update_expectedVersion_raisesIt() {
        Team team = office.team(office.tenant("acme"), "search");
        Team changed = store.teams()
                .update(team.tenant(), team.id(), OptionalLong.of(1), new Teams.Spec("find", Status.BLOCKED))
                .orThrow();
        assertEquals(new Team(team.id(), team.tenant(), "find", Status.BLOCKED, 2, team.createdAt()), changed);
    }

    @Test
    void update_olderVersion_isStaleAndChangesNothing() {
        Team team = office.team(office.tenant("acme"), "search");
        Teams.Spec spec = new Teams.Spec("find", Status.ACTIVE);
        store.teams().update(team.tenant(), team.id(), ANY, spec).orThrow();
        assertEquals(
                new Stale<>(2),
                store.teams().update(team.tenant(), team.id(), OptionalLong.of(1), new Teams.Spec("x", Status.ACTIVE)));
        assertEquals(new Stale<>(2), store.teams().delete(team.tenant(), team.id(), OptionalLong.of(1)));
        assertEquals("find", store.teams().find(team.id()).orElseThrow().name());
    }

    @Test
    void delete_inUse_isRefused() {
        Tenant tenant = office.tenant("acme");
        Team team = office.team(tenant, "search");
        Application application = office.application(tenant, team.id(), "shop");
        assertInstanceOf(Refused.class, store.teams().delete(tenant.id(), team.id(), ANY));
        assertInstanceOf(Refused.class, store.tenants().delete(tenant.id(), ANY));
        store.applications().delete(tenant.id(), application.id(), ANY).orThrow();
        store.teams().delete(tenant.id(), team.id(), ANY).orThrow();
        store.tenants().delete(tenant.id(), ANY).orThrow();
        assertEquals(Optional.empty(), store.tenants().find(tenant.id()));
    }

    @Test
    void homeTenant_isNeitherBlockedNorDeleted() {
        assertInstanceOf(Refused.class, store.tenants().delete(Tenant.HOME, ANY));
        assertInstanceOf(
                Refused.class, store.tenants().update(Tenant.HOME, ANY, new Tenants.Spec("home", Status.BLOCKED)));
    }

    @Test
    void list_pageByPage_hasAllOnceTheNewestFirst() {
        Tenant tenant = office.tenant("acme");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            if (i % 2 == 0) {
                office.clock.advance(Duration.ofMillis(1));
            }
            made.add(office.team(tenant, "t" + i).id());
        }
        List<Team> listed = new ArrayList<>();
        String after = "";
        do {
            Page<Team> page = store.teams().list(tenant.id(), new Page.Ask(after, 3, Map.of()));
            listed.addAll(page.items());
            after = page.next().orElse("");
        } while (!after.isEmpty());
        assertEquals(Set.copyOf(made), Set.copyOf(listed.stream().map(Team::id).toList()));
        assertEquals(7, listed.size());
        for (int i = 1; i < listed.size(); i++) {
            assertTrue(!listed.get(i - 1).createdAt().isBefore(listed.get(i).createdAt()));
        }
    }

    @Test
    void list_filtered_hasWhatMatchesAll() {
        Tenant tenant = office.tenant("acme");
        Team team = office.team(tenant, "search");
        Application shop = office.application(tenant, team.id(), "Web_shop");
        office.application(tenant, "warehouse");
        office.application(tenant, "webXshop");
        assertEquals(List.of(shop), applications(tenant, Map.of("name", "WEB_S")));
        assertEquals(List.of(shop), applications(tenant, Map.of("team", team.id(), "status", "active")));
        assertEquals(List.of(), applications(tenant, Map.of("team", team.id(), "status", "blocked")));
        assertEquals(List.of(), applications(tenant, Map.of("name", "%")));
    }

    private List<Application> applications(Tenant tenant, Map<String, String> filters) {
        return store.applications()
                .list(tenant.id(), new Page.Ask("", 50, filters))
                .items();
    }

    @Test
    void list_unknownFilterOrForgedCursor_isBadField() {
        Page.Ask unknown = new Page.Ask("", 10, Map.of("created_by", "x"));
        assertEquals(
                Optional.of("created_by"),
                assertThrows(CallerException.class, () -> store.keys().list(Page.ALL_TENANTS, unknown))
                        .param());
        for (String after : List.of("x", "MQ", "%00", "OTk5OXw")) {
            Page.Ask forged = new Page.Ask(after, 10, Map.of());
            assertEquals(
                    Optional.of("after"),
                    assertThrows(CallerException.class, () -> store.keys().list(Page.ALL_TENANTS, forged))
                            .param());
        }
        assertThrows(CallerException.class, () -> Page.Ask.first(0));
    }

    @Test
    void foreignTenant_everyVerb_isAsAbsent_F14() {
        Tenant own = office.tenant("own");
        Tenant other = office.tenant("other");
        Team team = office.team(other, "t");
        Application application = office.application(other, "a");
        User user = office.user(other, "u");
        assertEquals(Optional.empty(), store.teams().find(own.id(), team.id()));
        assertEquals(List.of(), store.teams().list(own.id(), Page.Ask.first(9)).items());
        assertEquals(
                new Absent<>(), store.teams().update(own.id(), team.id(), ANY, new Teams.Spec("x", Status.ACTIVE)));
        assertEquals(new Absent<>(), store.teams().delete(own.id(), team.id(), ANY));
        assertEquals(new Absent<>(), store.applications().update(own.id(), application.id(), ANY, Office.app("", "x")));
        assertEquals(new Absent<>(), store.applications().delete(own.id(), application.id(), ANY));
        assertEquals(new Absent<>(), store.users().delete(own.id(), user.id(), ANY));
        assertEquals(Optional.empty(), store.users().find(own.id(), user.id()));
        assertEquals(
                1, store.applications().find(application.id()).orElseThrow().version());
    }

    @Test
    void create_withTeamOfAnotherTenant_isToldAsOfNone_F14() {
        Tenant own = office.tenant("own");
        Team foreign = office.team(office.tenant("other"), "t");
        String ofForeign = refusal(own, foreign.id());
        assertEquals(refusal(own, "team_none"), ofForeign);
    }

    private String refusal(Tenant own, String team) {
        return assertThrows(CallerException.class, () -> store.applications()
                        .create(own.id(), Office.app(team, "a"), "user:u"))
                .getMessage();
    }

    @Test
    void names_thatCannotBeKept_areBadFields() {
        Tenant tenant = office.tenant("acme");
        for (String name : List.of("", " ", "a\u0000b", "x".repeat(201), "a\u0007")) {
            CallerException refused =
                    assertThrows(CallerException.class, () -> store.teams().create(tenant.id(), name));
            assertEquals(Optional.of("name"), refused.param());
        }
    }
}
