package io.serai.gateway.accounts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.processors.identity.ApiKey;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F27, F28: whatever goes wrong, and even where a provider repeats the key that it was sent, no key of a caller or a provider is in an
 * answer, the log, the metrics, the database, or the files beside it.
 */
class SecretsInSightTest {

    private static final String PROVIDERS = "sk-canary-0f3a9d5c71e2";
    private static final List<String> DIALECTS = List.of(
            "openai-compatible",
            "openai-responses",
            "anthropic",
            "gemini",
            "cohere",
            "ollama",
            "azure-openai",
            "tgi",
            "tei");
    private static final String SAID = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID();
    private final List<String> keys = new ArrayList<>(List.of(PROVIDERS));
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path data;

    private LogLines log;
    private LeakyUpstream upstream;
    private AccountedGateway gateway;
    private App app;

    @BeforeEach
    void start() throws Exception {
        log = new LogLines();
        upstream = new LeakyUpstream();
        gateway = AccountedGateway.first(TestGateway.setup()
                .file(
                        "provider-leaky.camel.yaml",
                        """
                        - beans:
                            - name: leaky
                              type: io.serai.providers.Provider
                              properties: {baseUrl: "%s", apiKey: "%s", firstTokenTimeout: 300ms, totalTimeout: 1s}
                        """
                                .formatted(upstream.baseUrl(), PROVIDERS))
                .file("providers-away.camel.yaml", away())
                .accounts(data)
                .set("serai.database.url", database));
        keys.add(gateway.root());
        app = gateway.application("canaries");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
        log.close();
    }

    /** Where nobody listens: the address is in what the client says of it. */
    private static String away() {
        StringBuilder beans = new StringBuilder("- beans:\n");
        for (String dialect : DIALECTS) {
            beans.append("    - name: away-%s\n".formatted(dialect))
                    .append("      type: io.serai.providers.Provider\n")
                    .append("      properties: {dialect: %s, baseUrl: \"http://127.0.0.1:1\", apiKey: %s}\n"
                            .formatted(dialect, PROVIDERS));
        }
        return beans.toString();
    }

    private Key key(Map<String, ?> more) {
        Key key = gateway.key(app, more);
        keys.add(key.secret());
        return key;
    }

    private int kept(Reply reply) {
        answers.add(reply.response().headers().map() + " " + reply.text());
        return reply.status();
    }

    private int post(String path, String key, String body) {
        return kept(gateway.send(gateway.gateway().post(path, body).header("authorization", "Bearer " + key)));
    }

    private int admin(String method, String path, Map<String, ?> body, String key) {
        return kept(gateway.admin(method, path, body, key));
    }

    @Test
    void provider_thatRepeatsItsKey_isNotQuoted() {
        Key key = key(Map.of());
        for (String failure : LeakyUpstream.FAILURES) {
            for (String stream : List.of("false", "true")) {
                String body =
                        "{\"model\":\"leaky/" + failure + "\",\"max_tokens\":9,\"stream\":" + stream + "," + SAID + "}";
                assertThat(post("/v1/chat/completions", key.secret(), body)).isNotEqualTo(401);
                assertThat(post("/v1/messages", key.secret(), body)).isNotEqualTo(401);
                assertThat(post("/api/chat", key.secret(), body)).isNotEqualTo(401);
            }
        }
        assertThat(upstream.heard()).hasSizeGreaterThan(LeakyUpstream.FAILURES.size());

        assertUnseen();
    }

    @Test
    void provider_thatIsAway_isTalkedOfWithoutItsKey() {
        Key key = key(Map.of());
        for (String dialect : DIALECTS) {
            String body = "{\"model\":\"away-" + dialect + "/m\"," + SAID + "}";
            assertThat(post("/v1/chat/completions", key.secret(), body))
                    .as(dialect)
                    .isGreaterThanOrEqualTo(400);
            String text = "{\"model\":\"away-" + dialect + "/m\",\"input\":\"Hi\"}";
            assertThat(post("/v1/embeddings", key.secret(), text)).as(dialect).isGreaterThanOrEqualTo(400);
        }

        assertUnseen();
    }

    @Test
    void caller_whoIsRefused_isNotQuoted() {
        for (String chat : List.of("/v1/chat/completions", "/v1/messages", "/api/chat", "/v1/models", "/nowhere")) {
            for (String bad : strangers()) {
                assertThat(post(chat, bad, "{}")).isEqualTo(401);
                assertThat(kept(gateway.send(gateway.gateway().post(chat, "{}").header("x-api-key", bad))))
                        .isEqualTo(401);
                HttpRequest.Builder inQuery = HttpRequest.newBuilder(
                        gateway.gateway().uri("/v1beta/models/plain:generateContent?key=" + bad));
                assertThat(kept(gateway.send(inQuery))).isEqualTo(401);
            }
        }

        assertUnseen();
    }

    private List<String> strangers() {
        Key revoked = key(Map.of());
        assertThat(admin("POST", "/keys/" + revoked.id() + "/revocation", Map.of(), gateway.root()))
                .isEqualTo(200);
        await().until(() -> gateway.get("/v1/models", revoked.secret()).status() == 401);
        String nobodys = ApiKey.generate(new SecureRandom()).text();
        keys.add(nobodys);
        return List.of(revoked.secret(), nobodys, nobodys.substring(0, 30), gateway.root() + "x");
    }

    @Test
    void caller_whoIsLimitedOrWrong_isNotQuoted() {
        Key narrow = key(Map.of("models", List.of("leaky/ok")));
        String ok = "{\"model\":\"leaky/ok\"," + SAID + "}";
        gateway.limit(
                app.tenant(),
                Map.of("key", narrow.id()),
                Map.of("metric", "requests", "amount", 1, "window", Map.of("unit", "hour")),
                narrow,
                "leaky/ok");
        assertThat(post("/v1/chat/completions", narrow.secret(), ok)).isEqualTo(200);
        assertThat(post("/v1/chat/completions", narrow.secret(), ok)).isEqualTo(429);
        assertThat(post("/v1/chat/completions", narrow.secret(), ok.replace("/ok", "/500")))
                .isEqualTo(404);
        assertThat(post("/v1/chat/completions", narrow.secret(), "{")).isEqualTo(400);
        assertThat(kept(gateway.get("/v1/usage?from=never", narrow.secret()))).isEqualTo(400);
        assertThat(kept(gateway.get("/v1/nothing", narrow.secret()))).isEqualTo(404);
        assertThat(upstream.heard()).hasSize(1);

        assertUnseen();
    }

    @Test
    void administrator_whoIsWrong_isNotQuoted() {
        Key key = key(Map.of());
        String root = gateway.root();
        assertThat(admin("GET", "/tenants", Map.of(), key.secret())).isBetween(403, 404);
        assertThat(admin("GET", "/tenants/nobody", Map.of(), root)).isEqualTo(404);
        assertThat(admin("POST", "/tenants", Map.of("name", "canaries"), root)).isEqualTo(409);
        assertThat(admin("POST", "/tenants", Map.of("name", "b", "secret", root), root))
                .isEqualTo(400);
        assertThat(admin("POST", "/keys", Map.of("application", app.id(), "name", 1, "scopes", List.of(root)), root))
                .isEqualTo(400);
        assertThat(admin("POST", "/tenants", Map.of("name", "x"), root + "x")).isEqualTo(401);
        assertThat(admin("GET", "/keys", Map.of(), root)).isEqualTo(200);
        assertThat(admin("GET", "/keys/" + key.id(), Map.of(), root)).isEqualTo(200);
        assertThat(admin("GET", "/audit", Map.of(), root)).isEqualTo(200);
        assertThat(admin("GET", "/effective?caller=" + key.id() + "&model=leaky/ok", Map.of(), root))
                .isEqualTo(200);

        assertUnseen();
    }

    private void assertUnseen() {
        Reply metrics = gateway.send(HttpRequest.newBuilder(gateway.management("/metrics")));
        assertThat(metrics.status()).isEqualTo(200);
        await().until(() ->
                rows().stream().anyMatch(row -> row.contains("caller.authenticate") || row.contains("key.create")));
        List<String> rows = rows();
        // Where something was to be found, it was looked for.
        assertThat(rows).anyMatch(row -> row.contains(app.id()));
        assertThat(answers).isNotEmpty();
        assertThat(log.lines()).hasSizeGreaterThan(10);
        // A caller's key is for the gateway, not for the providers behind it.
        assertThat(upstream.heard()).noneMatch(heard -> heard.contains("serai_"));
        for (String key : keys) {
            // Not shown in a failure of this test, either.
            String bare = key.replace("serai_", "");
            assertThat(places(answers, bare)).as("answers").isEmpty();
            assertThat(places(log.lines(), bare)).as("lines of the log").isEmpty();
            assertThat(places(metrics.text().lines().toList(), bare))
                    .as("metrics")
                    .isEmpty();
            assertThat(places(rows, bare)).as("rows").isEmpty();
            assertThat(places(files(), bare)).as("files").isEmpty();
        }
    }

    private static List<String> places(List<String> texts, String key) {
        return texts.stream()
                .filter(text -> text.contains(key))
                .map(text -> text.replace(key, "[the key]"))
                .toList();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database, "sa", "");
                Statement tables = connection.createStatement();
                ResultSet table = tables.executeQuery(
                        "select table_name from information_schema.tables where table_schema in ('PUBLIC', 'public')")) {
            while (table.next()) {
                addRows(connection, table.getString(1), rows);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private static void addRows(Connection connection, String table, List<String> rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from \"" + table + "\"")) {
            while (row.next()) {
                StringBuilder text = new StringBuilder(table);
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(' ').append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
    }

    /** The journals of ledger and audit log among them. */
    private List<String> files() {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
