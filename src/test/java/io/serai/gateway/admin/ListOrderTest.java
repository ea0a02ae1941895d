package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.store.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists in the orders that the document names, page by page. */
class ListOrderTest {

    private static AdminServer server;
    private static AdminClient client;
    private static String tenant;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        tenant = client.post("root", "/tenants", Map.of("name", "acme")).string("id");
        for (String name : List.of("delta", "alpha", "echo", "charlie", "bravo")) {
            add(name);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static void add(String name) {
        assertThat(client.post("root", "/teams", Map.of("tenant", tenant, "name", name))
                        .status())
                .isEqualTo(201);
    }

    private static String path(String sort) {
        return "/teams?tenant=" + tenant + "&limit=2&sort=" + sort;
    }

    private static List<Object> names(AdminClient.Reply page) {
        return page.items().stream().map(item -> item.get("name")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "name, alpha bravo charlie delta echo",
        "-name, echo delta charlie bravo alpha",
        "created_at, delta alpha echo charlie bravo",
        "-created_at, bravo charlie echo alpha delta"
    })
    void pages_oneAfterTheOther_areTheWholeListInItsOrder(String sort, String expected) {
        List<Object> all = new ArrayList<>();
        String path = path(sort);
        while (!path.isEmpty()) {
            AdminClient.Reply page = client.get("root", path);
            all.addAll(names(page));
            path = page.json().containsKey("next") ? path(sort) + "&cursor=" + page.string("next") : "";
        }
        if (sort.endsWith("name")) {
            assertThat(all).containsExactlyElementsOf(List.<Object>of((Object[]) expected.split(" ")));
        } else {
            // Made in the same millisecond, they come in the order of their ids.
            assertThat(all).containsExactlyInAnyOrderElementsOf(List.<Object>of((Object[]) expected.split(" ")));
        }
    }

    @Test
    void page_whereSomethingCameInBetween_goesOnWhereItWas() {
        String other = client.post("root", "/tenants", Map.of("name", "globex")).string("id");
        for (String name : List.of("b", "d", "f")) {
            client.post("root", "/teams", Map.of("tenant", other, "name", name));
        }
        String path = "/teams?tenant=" + other + "&sort=name&limit=2";
        AdminClient.Reply first = client.get("root", path);
        client.post("root", "/teams", Map.of("tenant", other, "name", "a"));
        client.post("root", "/teams", Map.of("tenant", other, "name", "e"));

        assertThat(names(first)).containsExactly("b", "d");
        assertThat(names(client.get("root", path + "&cursor=" + first.string("next"))))
                .containsExactly("e", "f");
    }

    @Test
    void cursor_ofAnotherOrder_isRefused() {
        String next = client.get("root", path("name")).string("next");

        assertThat(client.get("root", path("-name") + "&cursor=" + next).status())
                .isEqualTo(400);
        assertThat(client.get("root", path("created_at") + "&cursor=" + next).text())
                .contains("in the same order");
    }

    @ParameterizedTest
    @CsvSource({"/teams?sort=status", "/teams?sort=name;drop", "/role-bindings?sort=name", "/ledger?sort=name"})
    void order_thatIsNotDocumented_isRefused(String path) {
        assertThat(client.get("root", path).status()).isEqualTo(400);
    }
}
