package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.accounts.FrontEnds.Words;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the first key to what was spent, by nothing but HTTP: who gets in, who may call what, how often, and what it cost. */
class AccountsTest {

    /** Good in its form, and nobody's. */
    private static final String NOBODYS = "serai_" + "0".repeat(36);

    @TempDir
    private static Path data;

    private static TestUpstream upstream;
    private static AccountedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        gateway = AccountedGateway.first(setup(upstream).accounts(data));
    }

    /** Models of an upstream whose tokens cost a dollar in and two dollars out, per million. */
    static TestGateway.Setup setup(TestUpstream upstream) {
        return TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .model("other", "- to: {uri: \"ai:upstream/other\"}\n")
                .file(
                        "closed.camel.yaml",
                        """
                        - route:
                            from:
                              uri: model:asked
                              parameters: {visibility: on-request}
                              steps:
                                - to: {uri: "ai:upstream/asked"}
                        - route:
                            from:
                              uri: model:hidden
                              parameters: {visibility: private}
                              steps:
                                - to: {uri: "ai:upstream/hidden"}
                        """)
                .file(
                        "prices.yaml",
                        """
                        prices:
                          upstream:
                            source: this test
                            date: 2026-11-21
                            models:
                              "*": {input: 1, output: 2}
                        """);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, authorization, 'Bearer ', OPENAI",
        "/v1/messages, x-api-key, '', ANTHROPIC",
        "/v1beta/models/plain:generateContent, x-goog-api-key, '', GEMINI",
        "/api/chat, authorization, 'Bearer ', ONE_TEXT",
    })
    void caller_withoutGoodKey_isTurnedAwayInTheWordsOfItsApi(String path, String header, String scheme, Words words) {
        Reply bare = gateway.send(gateway.gateway().post(path, "{}"));
        List<Reply> refused = new ArrayList<>(List.of(bare));
        for (String key : List.of(NOBODYS, gateway.root() + "x", "sk-other", "serai_")) {
            refused.add(gateway.send(gateway.gateway().post(path, "{}").header(header, scheme + key)));
        }

        for (Reply reply : refused) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(401);
            assertThat(words.tell(reply.json())).as(reply.text()).isTrue();
            assertThat(reply.json().get("error")).isEqualTo(bare.json().get("error"));
            assertThat(reply.text()).hasSameSizeAs(bare.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, authorization, 'Bearer '",
        "/v1/messages, x-api-key, ''",
        "/v1beta/models/plain:generateContent, x-goog-api-key, ''",
    })
    void key_isTakenWhereTheSdksPutIt(String path, String header, String scheme) {
        String body = path.startsWith("/v1beta")
                ? "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}"
                : "{\"model\":\"plain\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        HttpRequest.Builder request = gateway.gateway().post(path, body).header(header, scheme + gateway.root());

        assertThat(gateway.send(request).status()).isEqualTo(200);
    }

    @Test
    void firstKey_opensTheAdminApi_andNoOtherDoes() {
        assertThat(gateway.admin("GET", "/tenants", Map.of(), gateway.root()).status())
                .isEqualTo(200);
        Reply refused = gateway.admin("GET", "/tenants", Map.of(), NOBODYS);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("content-type")).startsWith("application/problem+json");
        Key app = gateway.key(gateway.application("plain people"), Map.of());
        assertThat(gateway.admin("GET", "/tenants", Map.of(), app.secret()).status())
                .isBetween(401, 404);
    }

    @Test
    void limit_ofThreeRequests_refusesTheFourth_andTellsOfIt() {
        App app = gateway.application("three");
        Key key = gateway.key(app, Map.of());
        gateway.limit(
                app.tenant(),
                Map.of("application", app.id()),
                Map.of("metric", "requests", "amount", 3, "window", Map.of("unit", "day")),
                key,
                "plain");

        for (int left = 2; left >= 0; left--) {
            Reply answer = gateway.chat("plain", key.secret());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("3");
            assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("" + left);
            assertThat(answer.header("x-ratelimit-reset-requests")).isNotEmpty();
        }
        Reply refused = gateway.chat("plain", key.secret());

        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(refused.object("error")).containsEntry("code", "insufficient_quota");
        assertThat(Long.parseLong(refused.header("retry-after")))
                .isBetween(1L, Duration.ofDays(1).toSeconds());
        assertThat(refused.header("x-ratelimit-limit-requests")).isEqualTo("3");
        assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        // Of the tenant's other applications it says nothing.
        assertThat(gateway.chat("plain", gateway.root()).status()).isEqualTo(200);
    }

    @Test
    void usage_isToldToTheCallerItself_andToAdministrators() {
        App app = gateway.application("frugal");
        Key key = gateway.key(app, Map.of());
        Key sibling = gateway.key(app, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
        }
        assertThat(gateway.chat("other", sibling.secret()).status()).isEqualTo(200);

        await().untilAsserted(() -> {
            Reply own = gateway.get("/v1/usage?by=key,asked", key.secret());
            assertThat(own.status()).as(own.text()).isEqualTo(200);
            assertThat(own.list("data")).hasSize(2).anySatisfy(row -> assertThat(row)
                    .containsEntry("key", key.id())
                    .containsEntry("asked", "plain")
                    .containsEntry("requests", 3)
                    .containsEntry("input_tokens", 9)
                    .containsEntry("output_tokens", 3)
                    .containsEntry("cost", "0.000015"));
        });
        List<Map<String, Object>> told =
                gateway.ask("/usage?by=key&tenant=" + app.tenant()).list("items");
        assertThat(told).hasSize(2).anySatisfy(row -> assertThat(row)
                .containsEntry("group", Map.of("key", sibling.id()))
                .containsEntry("requests", 1)
                .containsEntry("input_tokens", 3)
                .containsEntry("output_tokens", 1)
                .containsEntry("cost", "0.000005"));
    }

    @Test
    void usage_ofOthers_isNotToldToACaller() {
        Key stranger = gateway.key(gateway.application("stranger"), Map.of());
        gateway.chat("plain", gateway.root());

        assertThat(gateway.get("/v1/usage", stranger.secret()).list("data")).isEmpty();
        assertThat(gateway.get("/v1/usage?tenant=home", stranger.secret()).status())
                .isEqualTo(400);
    }

    /** On this node; three are asked in {@link ThreeGatewaysTest}. */
    @Test
    void key_thatIsRevoked_isGoodForNothing() {
        Key key = gateway.key(gateway.application("revoked"), Map.of());
        assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);

        Reply revoked = gateway.admin("POST", "/keys/" + key.id() + "/revocation", Map.of(), gateway.root());

        assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> gateway.chat("plain", key.secret()).status() == 401);
    }

    /** Of another application of the same tenant, and of another tenant. */
    @Test
    void response_ofAnotherCaller_isNotThereForAnybodyElse() {
        App app = gateway.application("remembers");
        Key owner = gateway.key(app, Map.of());
        String sibling = String.valueOf(
                gateway.made("/applications", Map.of("tenant", app.tenant(), "team", app.team(), "name", "sibling"))
                        .get("id"));
        List<Key> others = List.of(
                gateway.key(new App(app.tenant(), app.team(), sibling), Map.of()),
                gateway.key(gateway.application("curious too"), Map.of()));
        String id = String.valueOf(gateway.respond("", owner.secret()).json().get("id"));
        String path = "/v1/responses/" + id;
        int calls = upstream.calls();

        for (Key other : others) {
            assertThat(gateway.get(path, other.secret()).status()).isEqualTo(404);
            assertThat(gateway.get(path + "/input_items", other.secret()).status())
                    .isEqualTo(404);
            assertThat(gateway.delete(path, other.secret()).status()).isEqualTo(404);
            Reply goesOn = gateway.respond(id, other.secret());
            assertThat(goesOn.status()).as(goesOn.text()).isEqualTo(400);
            assertThat(goesOn.object("error")).containsEntry("code", "previous_response_not_found");
            assertThat(goesOn.text().replace(id, "resp_none"))
                    .isEqualTo(gateway.respond("resp_none", other.secret()).text());
        }
        assertThat(upstream.calls()).isEqualTo(calls);
        assertThat(gateway.get(path, owner.secret()).json()).containsEntry("id", id);
        assertThat(gateway.respond(id, owner.secret()).status()).isEqualTo(200);
        assertThat(gateway.delete(path, owner.secret()).status()).isEqualTo(200);
        assertThat(gateway.get(path, owner.secret()).status()).isEqualTo(404);
    }
}
