package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.processors.store.Database.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F13: a key ends no later, and reaches no farther, than the key with which it is made, changed or shown. */
class KeyBoundsTest {

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        recipes = new Recipes(client);
        Reply made = client.post("root", "/keys", wanted("2027-06-01T00:00:00Z", "10.0.0.0/8"));
        String key = String.valueOf(made.object("key").get("id"));
        server.people()
                .add(
                        "bound",
                        new Caller(
                                recipes.tenant,
                                recipes.team,
                                "",
                                key,
                                "usr_bound",
                                Set.of(Role.TEAM_LEAD),
                                Set.of(),
                                List.of(),
                                Set.of(),
                                Map.of()));
        server.people().add("free", Role.TEAM_LEAD, recipes.tenant, recipes.team);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Map<String, Object> wanted(String end, String network) {
        Map<String, Object> key = new LinkedHashMap<>(Map.of("application", recipes.application(), "name", "k"));
        if (!end.equals("-")) {
            key.put("expires_at", end);
        }
        if (!network.equals("-")) {
            key.put("networks", List.of(network.split(" ")));
        }
        return key;
    }

    @ParameterizedTest
    @CsvSource({
        "2027-06-01T00:00:00Z, 10.0.0.0/8, ''",
        "2027-01-01T00:00:00Z, 10.1.0.0/16, ''",
        "2027-01-01T00:00:00Z, 10.1.2.3, ''",
        "2027-06-01T00:00:01Z, 10.1.0.0/16, /expires_at",
        "-, 10.1.0.0/16, /expires_at",
        "2027-01-01T00:00:00Z, -, /networks",
        "2027-01-01T00:00:00Z, 0.0.0.0/0, /networks",
        "2027-01-01T00:00:00Z, 10.0.0.0/7, /networks",
        "2027-01-01T00:00:00Z, 10.1.0.0/16 192.168.0.0/16, /networks",
        "2027-01-01T00:00:00Z, ::/0, /networks"
    })
    void key_madeWithABoundKey_staysWithinItsBounds(String end, String network, String refused) {
        Reply reply = client.post("bound", "/keys", wanted(end, network));

        assertThat(reply.status()).as(reply.text()).isEqualTo(refused.isEmpty() ? 201 : 403);
        assertThat(reply.text()).contains(refused);
        assertThat(client.post("free", "/keys", wanted(end, network)).status()).isEqualTo(201);
    }

    @Test
    void key_thatGoesBeyond_isNeitherWidenedNorShown() {
        Reply narrow = client.post("free", "/keys", wanted("2027-01-01T00:00:00Z", "10.1.0.0/16"));
        String one = "/keys/" + narrow.object("key").get("id");
        Map<String, Object> noEnd = new LinkedHashMap<>();
        noEnd.put("expires_at", null);

        assertThat(client.patch("bound", one, noEnd).status()).isEqualTo(403);
        assertThat(client.patch("bound", one, Map.of("networks", List.of())).status())
                .isEqualTo(403);
        assertThat(client.patch("bound", one, Map.of("name", "n")).status()).isEqualTo(200);
        assertThat(client.post("bound", one + "/rotation", Map.of()).status()).isEqualTo(201);

        Reply wide = client.post("free", "/keys", wanted("-", "-"));
        String other = "/keys/" + wide.object("key").get("id");
        assertThat(client.post("bound", other + "/rotation", Map.of()).status()).isEqualTo(403);
        assertThat(client.call("bound", "POST", other + "/revocation", null).status())
                .isEqualTo(200);
    }
}
