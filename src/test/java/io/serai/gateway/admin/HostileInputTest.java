package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.gateway.admin.OpenApiDocument.Parameter;
import io.serai.processors.store.Database.Kind;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F2, F8, F19, on a real PostgreSQL: what is sent by those who mean harm is taken for text, and no answer of this run held a hash. */
class HostileInputTest {

    private static final List<String> SQL = List.of(
            "' or '1'='1",
            "1; drop table tenant; --",
            "') union select hash from api_key_secret --",
            "x' and sleep(5)--",
            "\\'; delete from change; --",
            "1 or 1=1",
            "%27%20or%201=1",
            "$$; drop table ledger; $$",
            "a' || 'b",
            "\"; --",
            "name desc; drop table users",
            "0x27",
            "'||(select version())||'",
            "case when 1=1 then id else name end",
            "1,(select 1)",
            "id) from tenant; --",
            "admin'--",
            "' having 1=1 --",
            "'; exec xp_cmdshell('x') --",
            "\u02bc or 1=1",
            "`; drop table tenant`",
            "/**/or/**/1=1",
            "1' waitfor delay '0:0:5'--",
            "{\"$gt\":\"\"}",
            "pg_sleep(5)");

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.POSTGRESQL);
        client = new AdminClient(server);
        recipes = new Recipes(client);
        recipes.key();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** F2: each payload in each parameter of each operation that reads, paging, dimensions and formats of export among them. */
    @Test
    void sql_inAnyParameter_isRefusedOrFindsNothing() {
        Map<String, Long> before = counts();
        List<String> wrong = new ArrayList<>();
        int sent = 0;
        for (OpenApiDocument.Entry entry : server.document().entries()) {
            if (!entry.method().equals("GET") || entry.path().equals("/effective")) {
                continue;
            }
            for (Parameter parameter : server.document().parameters(entry)) {
                if (parameter.in().equals("header")) {
                    continue;
                }
                for (String payload : SQL) {
                    Reply reply = client.get("root", path(entry, parameter, payload));
                    sent++;
                    boolean empty = reply.status() == 200
                            && (reply.mediaType().startsWith("text/csv")
                                    || reply.items().isEmpty());
                    if (!empty && reply.status() != 400 && reply.status() != 404) {
                        wrong.add(entry.id() + " " + parameter.name() + " " + payload + ": " + reply.status());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(500);
        assertThat(counts()).isEqualTo(before);
    }

    private static String path(OpenApiDocument.Entry entry, Parameter parameter, String payload) {
        String escaped = URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
        return parameter.in().equals("path")
                ? entry.path().replaceAll("\\{\\w+}", escaped)
                : entry.path().replaceAll("\\{\\w+}", "x") + "?" + parameter.name() + "=" + escaped;
    }

    private static Map<String, Long> counts() {
        return Map.of(
                "tenants", (long) client.get("root", "/tenants").items().size(),
                "keys", (long) client.get("root", "/keys").items().size(),
                "teams", (long) client.get("root", "/teams").items().size());
    }

    @Test
    void sql_inTextFields_comesBackAsItWas() {
        for (String payload : SQL) {
            Reply made = client.post("root", "/tenants", Map.of("name", payload));
            assertThat(made.string("name")).isEqualTo(payload);
            assertThat(client.get("root", "/tenants/" + made.string("id")).string("name"))
                    .isEqualTo(payload);
        }
    }

    /** F8 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:PATH}",
                "${bean:directory}",
                "{{env:PATH}}",
                "{{vault:secret}}",
                "#{systemProperties}",
                "${sys.user.home}",
                "{% for x in y %}",
                "%{(#a=1)}",
                "${T(java.lang.Runtime)}",
                "@{1+1}",
                "{{7*7}}",
                "${7*7}"
            })
    void template_inTextFields_comesBackAsItWas(String text) {
        String application = recipes.application();
        for (Map.Entry<String, Map<String, ?>> each : Map.<String, Map<String, ?>>of(
                        "/tenants", Map.of("name", text),
                        "/teams", Map.of("tenant", recipes.tenant, "name", text),
                        "/applications", Map.of("tenant", recipes.tenant, "name", text, "description", text),
                        "/users", Map.of("tenant", recipes.tenant, "name", text),
                        "/keys", Map.of("application", application, "name", text, "models", List.of(text)),
                        "/visibilities", Map.of("name", text, "visibility", "open"),
                        "/limits",
                                Map.of(
                                        "metric",
                                        "concurrent",
                                        "amount",
                                        1,
                                        "scope",
                                        Map.of("model", text),
                                        "thresholds",
                                        List.of(Map.of("percent", 5, "instead", text))))
                .entrySet()) {
            Reply made = client.post("root", each.getKey(), each.getValue());
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            String path = each.getKey() + "/"
                    + (each.getKey().equals("/keys") ? made.object("key").get("id") : made.string("id"));
            assertThat(client.get("root", path).json().toString())
                    .contains(text)
                    .doesNotContain("/usr/bin");
        }
    }

    @Test
    void body_thatIsNoneOrTooMuch_isRefused() {
        assertThat(raw("application/json", "{\"name\":\"a\",\"name\":\"b\"}").status())
                .isEqualTo(400);
        assertThat(raw("application/json", "[".repeat(200)).status()).isEqualTo(400);
        assertThat(raw("application/json", "[]").status()).isEqualTo(400);
        assertThat(raw("application/json", "").status()).isEqualTo(400);
        assertThat(raw("text/plain", "{\"name\":\"a\"}").status()).isEqualTo(415);
        assertThat(raw("application/json", " ".repeat(BodyCollector.MOST + 1)).status())
                .isEqualTo(413);
        assertThat(client.get("root", "/tenants?limit=1&limit=2").status()).isEqualTo(400);
        assertThat(client.get("root", "/tenants?nothing=1").status()).isEqualTo(400);
        assertThat(client.get("root", "/tenants?limit=100000").status()).isEqualTo(400);
    }

    private static Reply raw(String type, String body) {
        return client.send(
                HttpRequest.newBuilder(server.uri(AdminApi.BASE + "/tenants"))
                        .header("authorization", "Bearer root")
                        .header("content-type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                "POST",
                "/tenants");
    }

    @Test
    void pageOfAnotherSite_mayNotCall() {
        Reply reply = client.call("root", "GET", "/tenants", null, "origin", "https://elsewhere.example");
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void cells_thatASpreadsheetWouldReckon_areText() {
        assertThat(Stream.of("=1+1", "+1", "@x", "-a", "\t=1").map(cell -> Csv.line(List.of(cell))))
                .allSatisfy(line -> assertThat(line).startsWith("'"));
        assertThat(Csv.line(List.of("a\"b,c", "-1.5"))).isEqualTo("\"a\"\"b,c\",-1.5\r\n");
    }

    /** F19, of all that this class has read. */
    @AfterAll
    static void answers_heldNoHash() {
        assertThat(client.leaks()).isEmpty();
    }
}
