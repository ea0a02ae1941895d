package io.serai.processors.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.Users.Identity;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import io.serai.processors.store.SqlPayloads;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F1, F2: SQL in ids, filters, cursors and names. What the database is sent is the same as for any other text. */
@OnEachDatabase
class SqlInjectionTest {

    private final DatabaseKit kit;
    private final DirectoryStore store;
    private final Office office;

    SqlInjectionTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.store = office.store;
    }

    @BeforeEach
    void somethingToBeFound() {
        kit.empty();
        Tenant tenant = office.tenant("acme");
        office.team(tenant, "search");
        office.key(office.application(tenant, "shop"));
        office.key(office.user(tenant, "anna"));
    }

    /** Everything that is found by something that a client says: how many things there are for it. */
    private List<Function<String, Integer>> questions() {
        return Stream.of(
                        byId((tenant, id) -> store.teams().find(tenant, id)),
                        byId((tenant, id) -> store.applications().find(tenant, id)),
                        byId((tenant, id) -> store.users().find(tenant, id)),
                        byId((tenant, id) -> store.keys().find(tenant, id)),
                        byId((tenant, id) -> store.roles().find(tenant, id)),
                        byId((tenant, id) -> store.subscriptions().find(tenant, id)),
                        byId((tenant, id) -> store.targets().find(tenant, id)),
                        Stream.<Function<String, Integer>>of(
                                id -> (int) store.tenants().find(id).stream().count()),
                        filters((tenant, ask) -> store.tenants().list(ask), "status", "name"),
                        filters((tenant, ask) -> store.teams().list(tenant, ask), "status", "name"),
                        filters((tenant, ask) -> store.applications().list(tenant, ask), "team", "status", "name"),
                        filters(
                                (tenant, ask) -> store.users().list(tenant, ask),
                                "issuer",
                                "subject",
                                "email",
                                "status",
                                "name"),
                        filters(
                                (tenant, ask) -> store.keys().list(tenant, ask),
                                "application",
                                "user",
                                "status",
                                "name"),
                        filters((tenant, ask) -> store.roles().list(tenant, ask), "holder", "team", "role"),
                        filters((tenant, ask) -> store.visibilities().list(tenant, ask), "kind", "name"),
                        filters(
                                (tenant, ask) -> store.subscriptions().list(tenant, ask),
                                "application",
                                "state",
                                "kind",
                                "name"),
                        filters((tenant, ask) -> store.targets().list(tenant, ask), "channel", "status"))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<Function<String, Integer>> byId(BiFunction<String, String, Optional<?>> find) {
        return Stream.of(text -> (int) find.apply(Tenant.HOME, text).stream().count(), text ->
                (int) find.apply(text, "team_1").stream().count());
    }

    private static Stream<Function<String, Integer>> filters(
            BiFunction<String, Page.Ask, Page<?>> list, String... names) {
        Stream<Function<String, Integer>> tenants =
                Stream.of(text -> list.apply(text, new Page.Ask("", 5, Map.of(names[0], text)))
                        .items()
                        .size());
        return Stream.concat(
                tenants,
                Stream.of(names)
                        .map(name -> text -> list.apply(Page.ALL_TENANTS, new Page.Ask("", 5, Map.of(name, text)))
                                .items()
                                .size()));
    }

    @Test
    void payloads_anywhere_findNothing_andSendTheSameSql_F1_F2() {
        List<Function<String, Integer>> questions = questions();
        questions.forEach(question -> question.apply("nobody"));
        long before = everything();
        Set<String> usual = new HashSet<>(kit.statements());
        List<String> payloads = SqlPayloads.all();
        assertTrue(payloads.size() > 500);
        for (String payload : payloads) {
            for (Function<String, Integer> question : questions) {
                assertEquals(0, answered(question, payload), payload);
            }
        }
        assertEquals(usual, new HashSet<>(kit.statements()));
        assertEquals(before, everything());
    }

    /** A refusal of the caller is as good as nothing. */
    private static int answered(Function<String, Integer> question, String payload) {
        try {
            return question.apply(payload);
        } catch (CallerException refused) {
            return 0;
        }
    }

    @Test
    void payloads_asCursors_areRefused_F2() {
        Set<String> usual = new HashSet<>(kit.statements());
        for (String payload : SqlPayloads.all()) {
            int found = answered(
                    after -> store.teams()
                            .list(Page.ALL_TENANTS, new Page.Ask(after, 5, Map.of()))
                            .items()
                            .size(),
                    payload);
            assertEquals(0, found, payload);
        }
        assertEquals(usual, new HashSet<>(kit.statements()));
    }

    @Test
    void payloads_asNamesAndSubjects_areKeptAsTheyAre_orRefused_F1() {
        Tenant tenant = office.tenant("names");
        Team usualTeam = store.teams().create(tenant.id(), "usual").orThrow();
        store.teams().find(usualTeam.id());
        store.users().known(tenant.id(), new Identity("https://id.example", "usual"), "", "");
        Set<String> usual = new HashSet<>(kit.statements());
        for (String payload : SqlPayloads.all()) {
            answered(
                    name -> {
                        Team team = store.teams().create(tenant.id(), name).orThrow();
                        assertEquals(
                                name,
                                store.teams().find(team.id()).orElseThrow().name());
                        return 0;
                    },
                    payload);
            answered(
                    subject -> {
                        Identity identity = new Identity("https://id.example", subject);
                        User user = store.users()
                                .known(tenant.id(), identity, "", "")
                                .orThrow();
                        assertEquals(subject, user.subject());
                        return 0;
                    },
                    payload);
        }
        assertEquals(usual, new HashSet<>(kit.statements()));
    }

    private long everything() {
        return kit.database().read(handle -> handle.createQuery(
                        """
                        select (select count(*) from tenant) + 100 * (select count(*) from team)
                          + 10000 * (select count(*) from api_key) + 1000000 * (select count(*) from key_secret)
                          + 100000000 * (select count(*) from app_user)
                        """)
                .mapTo(Long.class)
                .one());
    }
}
