package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Role;
import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.Detail;
import io.serai.processors.directory.RevokedToken;
import io.serai.processors.store.Database.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that administrators take back. That they are refused then is shown where tokens are checked. */
class RevokedTokensTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String ISSUER = "https://id.example.com";

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        recipes = new Recipes(client);
        server.people().add("admin", Role.TENANT_ADMIN, recipes.tenant, "");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A token that nobody has to believe. */
    private static String token(Instant end) {
        return base64("{\"alg\":\"RS256\"}") + "."
                + base64("{\"iss\":\"" + ISSUER + "\",\"exp\":" + end.getEpochSecond() + "}") + "."
                + base64("signature");
    }

    private static RevokedToken kept(Reply made) {
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return server.store().revokedTokens().live().stream()
                .filter(each -> each.id().equals(made.string("id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void token_shownWhole_isKeptByItsDigestUntilItEnds_andToldNowhere() {
        Instant end = Instant.now().plusSeconds(600);
        String token = token(end);

        Reply made = client.post("root", "/revoked-tokens", Map.of("token", token));

        RevokedToken kept = kept(made);
        assertThat(kept.tenant()).isEmpty();
        assertThat(kept.which().digest()).hasSize(64);
        assertThat(kept.endsAt()).isBetween(end, end.plus(Duration.ofHours(2)));
        String secret = token.substring(token.indexOf('.') + 1);
        assertThat(made.text()
                        + client.get("root", "/revoked-tokens").text()
                        + server.audit().events())
                .doesNotContain(secret, kept.which().digest());
        AuditEvent event = server.audit().last("token.revoke");
        assertThat(event.what().id()).isEqualTo(kept.id());
        assertThat(event.details().get(Detail.FIELDS)).isEqualTo("token");
    }

    @Test
    void administratorOfATenant_takesBackTokensOfItsOwnAlone() {
        RevokedToken own = kept(client.post("admin", "/revoked-tokens", Map.of("issuer", ISSUER, "jti", "one")));
        assertThat(own.tenant()).isEqualTo(recipes.tenant);
        assertThat(own.createdBy()).isEqualTo("user:usr_admin");

        assertThat(client.post("admin", "/revoked-tokens", Map.of("sha256", DIGEST, "tenant", "ten_home"))
                        .status())
                .isEqualTo(404);
        kept(client.post("root", "/revoked-tokens", Map.of("issuer", ISSUER, "jti", "of all")));
        assertThat(client.get("admin", "/revoked-tokens").text())
                .contains("one")
                .doesNotContain("of all");
    }

    static List<Map<String, String>> unfit() {
        return List.of(
                Map.of("tenant", "ten_home"),
                Map.of("issuer", ISSUER),
                Map.of("jti", "one"),
                Map.of("sha256", "abc"),
                Map.of("sha256", DIGEST.toUpperCase(java.util.Locale.ROOT)),
                Map.of("token", "not a token at all, surely"),
                Map.of("token", "notatoken.notatoken.notatoken"),
                Map.of("sha256", DIGEST, "jti", "one", "issuer", ISSUER),
                Map.of("sha256", DIGEST, "expires_at", "2020-01-01T00:00:00Z"),
                Map.of("token", token(Instant.now().minus(Duration.ofDays(1)))));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void request_thatNamesNoTokenOrMoreThanOne_isRefused(Map<String, String> body) {
        assertThat(client.post("root", "/revoked-tokens", body).status()).isEqualTo(400);
    }

    @Test
    void token_thatHasEnded_isNeitherListedNorKept() {
        RevokedToken kept = kept(client.post(
                "root",
                "/revoked-tokens",
                Map.of(
                        "issuer",
                        ISSUER,
                        "jti",
                        "short",
                        "expires_at",
                        Instant.now().plusMillis(400).toString())));

        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(client.get("root", "/revoked-tokens").text()).doesNotContain(kept.id()));
        assertThat(server.store().revokedTokens().live()).doesNotContain(kept);
    }
}
