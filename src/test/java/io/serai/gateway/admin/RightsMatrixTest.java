package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Role;
import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.gateway.admin.Recipes.Request;
import io.serai.processors.directory.Tenant;
import io.serai.processors.store.Database.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F12, F14: every operation as everybody, with what is his own and what is another tenant's, against a table that people have written. */
class RightsMatrixTest {

    private static final Path TABLE = Path.of("test/resources/admin/admin-rights.csv");
    private static final List<Role> COLUMNS = List.of(
            Role.APPLICATION, Role.VIEWER, Role.DEVELOPER, Role.TEAM_LEAD, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN);

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;
    private static Map<String, List<String>> table;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        recipes = new Recipes(client);
        Recipes others = new Recipes(client);
        for (Role role : COLUMNS) {
            String team = role == Role.TENANT_ADMIN || role == Role.PLATFORM_ADMIN ? "" : recipes.team;
            boolean home = role == Role.PLATFORM_ADMIN;
            server.people().add("a_" + role.label(), role, home ? Tenant.HOME : recipes.tenant, team);
            server.people()
                    .add(
                            "b_" + role.label(),
                            role,
                            home ? Tenant.HOME : others.tenant,
                            team.isEmpty() ? "" : others.team);
        }
        table = read();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.startsWith("#") && !line.startsWith("operation,")) {
                List<String> cells = List.of(line.split(","));
                rows.put(cells.get(0), cells.subList(1, cells.size()));
            }
        }
        return rows;
    }

    static Stream<AdminOperation> operations() {
        return server.operations().stream();
    }

    @Test
    void table_hasARowForEachOperation_andNoOther() {
        assertThat(table.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(AdminOperation::id).toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_asEverybody_isAnsweredAsTheTableSays(AdminOperation operation) {
        List<String> row = table.get(operation.id());
        List<String> wrong = new ArrayList<>();
        Reply unknown = call("", operation, recipes.of(operation));
        if (unknown.status() != 401) {
            wrong.add("anonymous: " + unknown);
        }
        for (int i = 0; i < COLUMNS.size(); i++) {
            String role = COLUMNS.get(i).label();
            expect(wrong, row.get(i), "a_" + role, operation);
            boolean everywhere =
                    COLUMNS.get(i) == Role.PLATFORM_ADMIN || row.get(i).equals("403");
            expect(wrong, everywhere ? row.get(i) : row.get(COLUMNS.size()), "b_" + role, operation);
        }
        assertThat(wrong).isEmpty();
    }

    /** Else the difference tells who else is there. */
    @ParameterizedTest
    @MethodSource("operations")
    void foreignThing_isAnsweredWithTheBytesOfAnAbsentOne(AdminOperation operation) {
        if (!table.get(operation.id()).get(COLUMNS.size()).equals("404")
                || !operation.path().contains("{")) {
            return;
        }
        Request request = recipes.of(operation);
        Reply foreign = call("b_tenant_admin", operation, request);
        Reply absent = call("b_tenant_admin", operation, new Request(Recipes.absent(operation), request.body()));
        assertThat(foreign.text()).isEqualTo(absent.text());
        assertThat(foreign.response().headers().map().keySet())
                .isEqualTo(absent.response().headers().map().keySet());
    }

    @Test
    void lists_ofAnotherTenant_holdNothingOfThisOne() {
        recipes.key();
        operations()
                .filter(operation ->
                        operation.id().startsWith("list") && !operation.id().equals("listModels"))
                .filter(operation -> table.get(operation.id()).get(4).equals("yes"))
                .forEach(operation -> {
                    assertThat(client.get("b_tenant_admin", operation.path()).text())
                            .as(operation.id())
                            .doesNotContain(recipes.tenant);
                    if (operation.path().matches("/(teams|applications|keys|users|limits|audit|ledger|usage)")) {
                        assertThat(client.get("b_tenant_admin", operation.path() + "?tenant=" + recipes.tenant)
                                        .items())
                                .as(operation.id())
                                .isEmpty();
                    }
                });
    }

    @Test
    void pathsThatAreNone_tellNothing() {
        assertThat(client.get("", "/nothing").status()).isEqualTo(401);
        assertThat(client.get("root", "/nothing").status()).isEqualTo(404);
        Reply wrong = client.call("root", "PUT", "/tenants", Map.of());
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.response().headers().firstValue("allow")).contains("GET, POST");
    }

    private static void expect(List<String> wrong, String expected, String who, AdminOperation operation) {
        Reply reply = call(who, operation, recipes.of(operation));
        boolean right =
                expected.equals("yes") ? reply.status() / 100 == 2 : expected.equals(String.valueOf(reply.status()));
        if (!right) {
            wrong.add(who + ": expected " + expected + ", found " + reply.status() + " " + reply.text());
        }
    }

    private static Reply call(String who, AdminOperation operation, Request request) {
        return client.call(who, operation.method(), request.path(), request.body());
    }
}
