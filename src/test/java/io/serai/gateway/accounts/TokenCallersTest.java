package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import io.serai.gateway.TestGateway;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.accounts.FrontEnds.Sample;
import io.serai.gateway.accounts.FrontEnds.Words;
import io.serai.processors.oidc.FakeIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F16, F17: tokens of an OpenID provider at every door of a whole gateway: who is let in, as whom, with which rights, and what it is billed to. */
class TokenCallersTest {

    @TempDir
    private static Path data;

    private static FakeIssuer issuer;
    private static FakeIssuer stranger;
    private static AccountedGateway gateway;
    private static String tenant;
    private static String team;

    @BeforeAll
    static void start() throws Exception {
        issuer = new FakeIssuer(InstantSource.system());
        stranger = new FakeIssuer(InstantSource.system());
        gateway = AccountedGateway.first(TestGateway.setup()
                .file(
                        "counted.camel.yaml",
                        """
                        - beans:
                            - name: counted
                              type: io.serai.providers.Provider
                              properties: {dialect: counted}
                        - route:
                            id: plain
                            from:
                              uri: model:plain
                              parameters: {capabilities: "chat,embed,image,transcribe,speech,rerank,moderate,predict"}
                              steps:
                                - to: {uri: "ai:counted/any"}
                        """)
                .file(
                        "oidc.yaml",
                        """
                        issuers:
                          - issuer: %s
                            audiences: [%s]
                            create-users: true
                            mapping:
                              tenant: {claim: tenant}
                              team: {claim: team}
                              roles: {claim: groups, map: {/devs: developer, /viewers: viewer, /admins: tenant_admin}}
                        """
                                .formatted(issuer.issuer(), FakeIssuer.AUDIENCE))
                .accounts(data));
        tenant = String.valueOf(gateway.made("/tenants", Map.of("name", "acme")).get("id"));
        team = String.valueOf(
                gateway.made("/teams", Map.of("tenant", tenant, "name", "blue")).get("id"));
        String token = token("warm", "/devs");
        await().until(() -> gateway.get("/v1/models", token).status() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        issuer.close();
        stranger.close();
    }

    private static JWTClaimsSet.Builder claims(String subject, String group) {
        return issuer.claims(subject).claim("team", "blue").claim("groups", List.of(group));
    }

    private static String token(String subject, String group) {
        return signed(claims(subject, group));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return FakeIssuer.sign(FakeIssuer.firstKey(), claims.build());
    }

    @Test
    void chat_isAdmitted_andBilledToTheUserAndTeamOfTheToken() {
        String token = token("anna", "/devs");

        Reply answer = gateway.chat("plain", token);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(rowsOf("settle")).anySatisfy(row -> {
            assertThat(row).containsEntry("team", team).containsEntry("tenant", tenant);
            assertThat(String.valueOf(row.get("user"))).startsWith("usr_");
            assertThat(row.get("key")).isEqualTo("");
        }));
        await().untilAsserted(() -> assertThat(
                        gateway.get("/v1/usage?by=asked", token).list("data"))
                .anySatisfy(row -> assertThat(row).containsEntry("asked", "plain")));
        assertThat(gateway.ask("/usage?by=user,team&tenant=" + tenant).list("items"))
                .anySatisfy(row -> assertThat(row.toString()).contains("usr_", team));
    }

    private static List<Map<String, Object>> rowsOf(String kind) {
        return gateway.ledger(tenant).stream()
                .filter(row -> kind.equals(row.get("kind")))
                .toList();
    }

    /** Each is a good token but for one thing. */
    static List<String> badTokens() {
        Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
        String header = "{\"alg\":\"none\",\"typ\":\"at+jwt\"}";
        String unsigned =
                base64(header) + "." + base64(claims("anna", "/devs").build().toString()) + ".";
        return List.of(
                signed(claims("anna", "/devs").audience("another")),
                signed(claims("anna", "/devs").expirationTime(past)),
                unsigned,
                unsigned + "AA",
                FakeIssuer.sign(FakeIssuer.firstKey(), stranger.claims("anna").build()),
                token("anna", "/devs") + "x");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One request for each manner of speaking: what is refused at the door is refused alike on all paths of it. */
    static List<Sample> frontEnds() {
        Set<Words> heard = EnumSet.noneOf(Words.class);
        List<Sample> samples = new ArrayList<>();
        FrontEnds.SAMPLES.stream().filter(sample -> heard.add(sample.words())).forEach(samples::add);
        return samples;
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void badToken_isRefused_inTheWordsOfTheFrontEnd(Sample sample) {
        int rows = rowsOf("settle").size();
        for (String bad : badTokens()) {
            Reply reply = gateway.send(sample.on(gateway.gateway()).header("authorization", "Bearer " + bad));

            assertThat(reply.status()).as(reply.text()).isEqualTo(401);
            assertThat(sample.words().tell(reply.json())).as(reply.text()).isTrue();
            assertThat(reply.text()).doesNotContain(bad);
        }
        assertThat(rowsOf("settle")).hasSize(rows);
    }

    @Test
    void groups_areRights_atModelsAndInTheAdminApi() {
        String viewer = token("vera", "/viewers");
        String admin = token("adam", "/admins");

        assertThat(gateway.get("/v1/models", token("nora", "/others")).text()).doesNotContain("\"plain\"");
        assertThat(gateway.get("/v1/models", viewer).text()).contains("\"plain\"");
        assertThat(gateway.get("/v1/models", token("anna", "/devs")).text()).contains("\"plain\"");
        assertThat(gateway.chat("plain", viewer).status()).isIn(403, 404);
        assertThat(gateway.admin("GET", "/users", Map.of(), admin).status()).isEqualTo(200);
        assertThat(gateway.admin("GET", "/tenants", Map.of(), admin).text())
                .contains("acme")
                .doesNotContain("home");
        assertThat(gateway.admin("GET", "/users", Map.of(), token("anna", "/devs"))
                        .status())
                .isEqualTo(403);
        assertThat(gateway.admin("POST", "/applications", Map.of("name", "x"), viewer)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void user_whoIsBlocked_isRefusedWithAllItsTokens() {
        String token = token("bruno", "/devs");
        assertThat(gateway.chat("plain", token).status()).isEqualTo(200);
        String user = user("bruno");

        assertThat(gateway.admin("PATCH", "/users/" + user, Map.of("status", "blocked"), gateway.root())
                        .status())
                .isEqualTo(200);

        await().until(() -> gateway.chat("plain", token).status() == 403);
        assertThat(gateway.chat("plain", token("bruno", "/devs")).status()).isEqualTo(403);
        assertThat(gateway.chat("plain", token("anna", "/devs")).status()).isEqualTo(200);
    }

    private static String user(String subject) {
        return gateway.ask("/users?tenant=" + tenant + "&limit=200").list("items").stream()
                .filter(each -> subject.equals(each.get("subject")))
                .map(each -> String.valueOf(each.get("id")))
                .findFirst()
                .orElseThrow();
    }

    /** F45: whether it shows a token or a key, a person is one, and has one budget. */
    @Test
    void tokenAndKey_ofOnePerson_drainOneBudget() {
        String token = token("erika", "/devs");
        assertThat(gateway.get("/v1/models", token).status()).isEqualTo(200);
        String user = user("erika");
        gateway.made("/role-bindings", Map.of("holder_kind", "user", "holder", user, "role", "developer"));
        Reply made = gateway.admin("POST", "/keys", Map.of("user", user, "name", "hers"), gateway.root());
        Key key = new Key(
                String.valueOf(made.object("key").get("id")),
                String.valueOf(made.json().get("secret")));
        await().until(() -> gateway.get("/v1/models", key.secret()).text().contains("\"plain\""));
        Map<String, ?> two = Map.of("metric", "requests", "amount", 2, "window", Map.of("unit", "day"));
        gateway.limit(tenant, Map.of("user", user), two, key, "plain");

        List<Integer> statuses = Stream.of(token, key.secret(), token, key.secret())
                .map(shown -> gateway.chat("plain", shown).status())
                .toList();

        assertThat(statuses).containsExactly(200, 200, 429, 429);
    }

    @Test
    void token_takenBackByAnAdministrator_isRefused_andNoOtherOfTheSameUser() {
        String lost = signed(claims("carla", "/devs").jwtID("lost"));
        String kept = signed(claims("carla", "/devs").jwtID("kept"));
        assertThat(gateway.chat("plain", lost).status()).isEqualTo(200);

        gateway.made("/revoked-tokens", Map.of("issuer", issuer.issuer(), "jti", "lost"));
        await().until(() -> gateway.chat("plain", lost).status() == 401);

        String whole = token("dora", "/devs");
        assertThat(gateway.chat("plain", whole).status()).isEqualTo(200);
        gateway.made("/revoked-tokens", Map.of("token", whole));
        await().until(() -> gateway.chat("plain", whole).status() == 401);

        assertThat(gateway.chat("plain", kept).status()).isEqualTo(200);
    }
}
