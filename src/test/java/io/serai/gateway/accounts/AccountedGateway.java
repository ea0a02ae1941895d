package io.serai.gateway.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gateway with accounts, its admin API, and what a platform administrator makes there. */
public final class AccountedGateway implements AutoCloseable {

    private final TestGateway gateway;
    private final String root;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param root the key of a platform administrator */
    public AccountedGateway(TestGateway gateway, String root) {
        this.gateway = gateway;
        this.root = root;
    }

    /** One that starts for the first time. */
    public static AccountedGateway first(TestGateway.Setup setup) throws Exception {
        TestGateway gateway = setup.start();
        return new AccountedGateway(gateway, gateway.firstKey());
    }

    /** Who calls models. */
    public record App(String tenant, String team, String id) {}

    /** A key, and the secret in it. */
    public record Key(String id, String secret) {}

    /** What came back. */
    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public Map<String, Object> json() {
            return AccountedGateway.json(text());
        }

        @SuppressWarnings("unchecked")
        public Map<String, Object> object(String field) {
            return (Map<String, Object>) json().getOrDefault(field, Map.of());
        }

        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> list(String field) {
            return (List<Map<String, Object>>) json().getOrDefault(field, List.of());
        }
    }

    public static Map<String, Object> json(String text) {
        try {
            return Json.standard().readObject(text.getBytes(UTF_8));
        } catch (JsonException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    public TestGateway gateway() {
        return gateway;
    }

    public String root() {
        return root;
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A GET of the main port. */
    public Reply get(String path, String secret) {
        return send(HttpRequest.newBuilder(gateway.uri(path)).header("authorization", "Bearer " + secret));
    }

    /** A user message to a model. */
    public Reply chat(String model, String secret) {
        return send(gateway.post("/v1/chat/completions", TestGateway.chatRequest(model, "Hi", "false"))
                .header("authorization", "Bearer " + secret));
    }

    /** A user message to a model, as Responses has it, after another response or {@code ""}. */
    public Reply respond(String previous, String secret) {
        String after = previous.isEmpty() ? "" : ",\"previous_response_id\":\"" + previous + "\"";
        return send(gateway.post("/v1/responses", "{\"model\":\"plain\",\"input\":\"Hi\"" + after + "}")
                .header("authorization", "Bearer " + secret));
    }

    /** A DELETE on the main port. */
    public Reply delete(String path, String secret) {
        return send(HttpRequest.newBuilder(gateway.uri(path)).DELETE().header("authorization", "Bearer " + secret));
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + gateway.gateway().managementPort() + path);
    }

    /** A call of the admin API. */
    public Reply admin(String method, String path, Map<String, ?> body, String secret) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(management("/admin/v1" + path)).header("authorization", "Bearer " + secret);
        if (body.isEmpty() && !method.equals("POST")) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        return send(request.header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body))));
    }

    /** A question to the admin API. */
    public Reply ask(String path) {
        Reply reply = admin("GET", path, Map.of(), root);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    /** What has been made. */
    public Map<String, Object> made(String path, Map<String, ?> body) {
        return made(path, body, root);
    }

    private Map<String, Object> made(String path, Map<String, ?> body, String maker) {
        Reply reply = admin("POST", path, body, maker);
        assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(201);
        return reply.json();
    }

    private String id(String path, Map<String, ?> body) {
        return id(path, body, root);
    }

    private String id(String path, Map<String, ?> body, String maker) {
        return String.valueOf(made(path, body, maker).get("id"));
    }

    /** A tenant with a team with an application. */
    public App application(String name) {
        String tenant = id("/tenants", Map.of("name", name));
        String team = id("/teams", Map.of("tenant", tenant, "name", name));
        String app = id("/applications", Map.of("tenant", tenant, "team", team, "name", name));
        return new App(tenant, team, app);
    }

    /** A key that is known already. */
    public Key key(App app, Map<String, ?> more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("application", app.id(), "name", "a key"));
        wanted.putAll(more);
        Key key = key(wanted, root);
        await().until(() -> get("/v1/models", key.secret()).status() != 401);
        return key;
    }

    @SuppressWarnings("unchecked")
    private Key key(Map<String, Object> wanted, String maker) {
        Map<String, Object> made = made("/keys", wanted, maker);
        Map<String, Object> key = (Map<String, Object>) made.get("key");
        return new Key(String.valueOf(key.get("id")), String.valueOf(made.get("secret")));
    }

    /** The key of a user who has a role in a tenant, made by somebody who may. */
    public Key person(String tenant, String role, String maker) {
        String user = id("/users", Map.of("tenant", tenant, "name", role + " of " + tenant), maker);
        id("/role-bindings", Map.of("holder_kind", "user", "holder", user, "role", role), maker);
        Key key = key(Map.of("user", user, "name", "personal"), maker);
        await().until(() ->
                admin("GET", "/applications", Map.of(), key.secret()).status() == 200);
        return key;
    }

    /** A limit of a tenant, for all its calls or as the scope says; returns once it is in force for a key. */
    public String limit(String tenant, Map<String, ?> scope, Map<String, ?> what, Key key, String model) {
        Map<String, Object> limit = new LinkedHashMap<>(Map.of("tenant", tenant, "scope", scope));
        limit.putAll(what);
        String id = id("/limits", limit);
        await().until(() -> admin("GET", "/effective?caller=" + key.id() + "&model=" + model, Map.of(), root)
                .text()
                .contains(id));
        return id;
    }

    /** Rows of the ledger for a tenant's calls. */
    public List<Map<String, Object>> ledger(String tenant) {
        return ask("/ledger?limit=200&tenant=" + tenant).list("items");
    }

    @Override
    public void close() throws Exception {
        gateway.close();
    }
}
