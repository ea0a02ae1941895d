package io.serai.gateway.admin;

import io.serai.api.json.Json;
import io.serai.gateway.admin.AdminClient.Reply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** For each operation a request that succeeds, where whoever makes it may: about new things of tenant {@code a}, of its team. */
final class Recipes {

    /** A request. */
    record Request(String path, @Nullable Map<String, ?> body) {}

    private static final String NOWHERE = "nothing_here";

    private final AdminClient root;
    private final AtomicInteger count = new AtomicInteger();
    final String tenant;
    final String team;

    /** Makes a tenant and a team in it. */
    Recipes(AdminClient root) {
        this.root = root;
        this.tenant = made("/tenants", Map.of("name", name()));
        this.team = made("/teams", Map.of("tenant", tenant, "name", name()));
    }

    private String name() {
        return "thing " + count.incrementAndGet() + " " + System.identityHashCode(this);
    }

    private String made(String path, Map<String, ?> body) {
        Reply reply = root.post("root", path, body);
        if (reply.status() != 201) {
            throw new AssertionError(path + " " + reply.text() + new String(Json.write(body)));
        }
        return path.equals("/keys") ? String.valueOf(reply.object("key").get("id")) : reply.string("id");
    }

    String application() {
        return made("/applications", Map.of("tenant", tenant, "team", team, "name", name()));
    }

    String key() {
        return made("/keys", Map.of("application", application(), "name", "k"));
    }

    String user() {
        return made("/users", Map.of("tenant", tenant, "name", name()));
    }

    private String userOfTeam() {
        String user = user();
        role(user);
        return user;
    }

    private String role(String user) {
        return made("/role-bindings", Map.of("holder_kind", "user", "holder", user, "role", "developer", "team", team));
    }

    private String visibility() {
        return made("/visibilities", Map.of("tenant", tenant, "name", name(), "visibility", "open"));
    }

    private String subscription() {
        return made("/subscriptions", Map.of("application", application(), "name", "beta"));
    }

    private String notification() {
        return made("/notifications", mail());
    }

    private Map<String, String> mail() {
        return Map.of(
                "tenant", tenant, "channel", "mail", "address", "someone" + count.incrementAndGet() + "@x.example");
    }

    private Map<String, ?> limit() {
        return Map.of(
                "tenant",
                tenant,
                "scope",
                Map.of("team", team),
                "metric",
                "requests",
                "amount",
                10,
                "window",
                Map.of("unit", "minute"));
    }

    /** The request of an operation. */
    Request of(AdminOperation operation) {
        return switch (operation.id()) {
            case "createTenant" -> post(operation, Map.of("name", name()));
            case "getTenant", "updateTenant" -> about(operation, tenant, Map.of("status", "active"));
            case "deleteTenant" -> about(operation, made("/tenants", Map.of("name", name())), Map.of());
            case "createTeam" -> post(operation, Map.of("tenant", tenant, "name", name()));
            case "getTeam", "updateTeam" -> about(operation, team, Map.of("status", "active"));
            case "deleteTeam" -> about(operation, made("/teams", Map.of("tenant", tenant, "name", name())), Map.of());
            case "createApplication" -> post(operation, Map.of("tenant", tenant, "team", team, "name", name()));
            case "getApplication", "updateApplication", "deleteApplication" ->
                about(operation, application(), Map.of("description", "d"));
            case "createUser" -> post(operation, Map.of("tenant", tenant, "name", name()));
            case "getUser", "updateUser", "deleteUser" -> about(operation, userOfTeam(), Map.of("name", "n"));
            case "createRoleBinding" ->
                post(operation, Map.of("holder_kind", "user", "holder", user(), "role", "developer", "team", team));
            case "deleteRoleBinding" -> about(operation, role(user()), Map.of());
            case "createKey" -> post(operation, Map.of("application", application(), "name", "k"));
            case "getKey", "updateKey" -> about(operation, key(), Map.of("name", "n"));
            case "rotateKey", "revokeKey" -> about(operation, key(), Map.of());
            case "revokeToken" -> post(operation, Map.of("tenant", tenant, "sha256", "0123456789abcdef".repeat(4)));
            case "getModel" -> about(operation, "alpha", Map.of());
            case "createVisibility" -> post(operation, Map.of("tenant", tenant, "name", name(), "visibility", "open"));
            case "getVisibility", "updateVisibility", "deleteVisibility" ->
                about(operation, visibility(), Map.of("visibility", "private"));
            case "createSubscription", "grantSubscription" ->
                post(operation, Map.of("application", application(), "name", "beta"));
            case "getSubscription", "cancelSubscription" -> about(operation, subscription(), Map.of());
            case "decideSubscription" -> about(operation, subscription(), Map.of("decision", "approve"));
            case "createNotification" -> post(operation, mail());
            case "getNotification", "updateNotification", "deleteNotification" ->
                about(operation, notification(), Map.of("status", "active"));
            case "createLimit" -> post(operation, limit());
            case "getLimit", "updateLimit", "deleteLimit" ->
                about(operation, made("/limits", limit()), Map.of("amount", 11));
            case "getCacheEntry", "deleteCacheEntry" -> about(operation, SomeAnswers.kept(tenant), Map.of());
            case "purgeCache" -> post(operation, Map.of("tenant", tenant, "model", "alpha"));
            case "getEffective" -> new Request("/effective?model=alpha&caller=key_a_developer", null);
            default -> new Request(operation.path(), null);
        };
    }

    /** The same about something that there is not. */
    static String absent(AdminOperation operation) {
        return operation.path().replaceAll("\\{\\w+}", NOWHERE);
    }

    private static Request post(AdminOperation operation, Map<String, ?> body) {
        return new Request(operation.path(), body);
    }

    private Request about(AdminOperation operation, String id, Map<String, ?> body) {
        String path = operation.path().replaceAll("\\{\\w+}", id);
        boolean bare = operation.method().equals("GET")
                || operation.method().equals("DELETE")
                || operation.id().equals("revokeKey");
        return new Request(path, bare ? null : body);
    }
}
