package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.Decision;
import io.serai.processors.audit.Detail;
import io.serai.processors.store.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is changed, by whom with which precondition, and what the audit log says of it. */
class ChangesTest {

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        recipes = new Recipes(client);
        server.people().add("lead", Role.TEAM_LEAD, recipes.tenant, recipes.team);
        server.people().add("dev", Role.DEVELOPER, recipes.tenant, recipes.team);
        server.people().add("admin", Role.TENANT_ADMIN, recipes.tenant, "");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void change_ofWhatHasChangedMeanwhile_isRefused() {
        String path = "/applications/" + recipes.application();
        String tag = client.get("admin", path)
                .response()
                .headers()
                .firstValue("etag")
                .orElseThrow();
        assertThat(client.call("admin", "GET", path, null, "if-none-match", tag).status())
                .isEqualTo(304);

        Reply first = client.call("admin", "PATCH", path, Map.of("description", "one"), "if-match", tag);
        Reply second = client.call("admin", "PATCH", path, Map.of("description", "two"), "if-match", tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
        assertThat(client.call("admin", "DELETE", path, null, "if-match", tag).status())
                .isEqualTo(412);
        assertThat(client.get("admin", path).string("description")).isEqualTo("one");
        assertThat(client.call("admin", "DELETE", path, null, "if-match", "*").status())
                .isEqualTo(204);
        assertThat(client.get("admin", path).status()).isEqualTo(404);
    }

    @Test
    void secret_isShownOnce_andKeptAsAHashThatIsNeverShown() {
        Reply made = client.post(
                "lead", "/keys", Map.of("application", recipes.application(), "name", "n", "models", List.of("alpha")));
        String secret = made.string("secret");
        String id = String.valueOf(made.object("key").get("id"));
        assertThat(secret).startsWith("serai_");
        assertThat(client.get("lead", "/keys/" + id).text()).doesNotContain(secret);

        Reply rotated = client.post("lead", "/keys/" + id + "/rotation", Map.of("overlap_seconds", 60));
        assertThat(rotated.string("secret")).startsWith("serai_").isNotEqualTo(secret);
        assertThat((List<?>) rotated.object("key").get("secrets")).hasSize(2);

        Reply revoked = client.call("lead", "POST", "/keys/" + id + "/revocation", null);
        assertThat(revoked.string("status")).isEqualTo("revoked");
        assertThat(client.patch("lead", "/keys/" + id, Map.of("status", "active"))
                        .status())
                .isEqualTo(409);

        assertThat(server.audit().events().toString()).doesNotContain(secret);
        AuditEvent event = server.audit().last("key.revoke");
        assertThat(event.what().id()).isEqualTo(id);
        assertThat(event.what().tenant()).isEqualTo(recipes.tenant);
        assertThat(event.decision()).isEqualTo(Decision.CHANGED);
        assertThat(event.who().principal()).isEqualTo("user:usr_lead");
    }

    @Test
    void change_thatTheAuditLogCannotTakeDown_isNotMade() {
        String application = recipes.application();
        String key = recipes.key();
        String before = client.get("root", "/keys/" + key).text();
        List<Reply> replies = new ArrayList<>();
        server.audit().leaveRoom(0);
        try {
            replies.add(client.post("root", "/tenants", Map.of("name", "unrecorded")));
            replies.add(client.post("root", "/keys", Map.of("application", application, "name", "unrecorded")));
            replies.add(client.patch("root", "/keys/" + key, Map.of("name", "unrecorded")));
            replies.add(client.post("root", "/keys/" + key + "/rotation", Map.of()));
            replies.add(client.call("root", "POST", "/keys/" + key + "/revocation", null));
        } finally {
            server.audit().makeRoom();
        }
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(503));
        assertThat(client.get("root", "/keys/" + key).text()).isEqualTo(before);
        assertThat(client.get("root", "/tenants?limit=200").text()
                        + client.get("root", "/keys?limit=200").text())
                .doesNotContain("unrecorded");
    }

    @Test
    void change_whoseSecondRowFindsNoRoom_isMade_andStandsInTheLogAsAllowed() {
        String key = recipes.key();
        server.audit().leaveRoom(1);
        Reply revoked;
        try {
            revoked = client.call("root", "POST", "/keys/" + key + "/revocation", null);
        } finally {
            server.audit().makeRoom();
        }
        assertThat(revoked.string("status")).isEqualTo("revoked");
        AuditEvent event = server.audit().last("key.revoke");
        assertThat(event.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(event.what().id()).isEqualTo(key);
    }

    /** F13: what is not his to say is refused, not ignored, and written down. */
    @ParameterizedTest
    @CsvSource({
        "/keys, roles",
        "/keys, role",
        "/keys, tenant",
        "/keys, status",
        "/keys, id",
        "/keys, created_by",
        "/keys, allowed_routes",
        "/applications, roles",
        "/applications, created_by",
        "/applications, version",
        "/users, role",
        "/users, roles",
        "/users, is_admin",
        "/users, status",
        "/teams, status",
        "/teams, id",
        "/subscriptions, state",
        "/subscriptions, decided_by",
        "/limits, origin",
        "/role-bindings, tenant"
    })
    void fieldOfAnAdministrator_inACallOfAnother_isRefusedByName(String path, String field) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of(
                "name",
                "n",
                field,
                "platform_admin",
                "application",
                "app_1",
                "holder",
                "usr_1",
                "holder_kind",
                "user"));
        body.keySet().removeIf(name -> !name.equals(field) && !Set.of("name").contains(name));

        Reply reply = client.post("admin", path, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("\"field\":\"/" + field + "\"").contains("is not known here");
        AuditEvent event = server.audit().events().get(server.audit().events().size() - 1);
        assertThat(event.decision()).isEqualTo(Decision.DENIED);
        assertThat(event.details().get(Detail.FIELDS)).contains(field);
    }

    /** F13: nobody makes a key, or reads a secret, that can do more than he. */
    @Test
    void keyOfSomebodyWithMoreRights_isNotMadeNorRotatedByOneWithFewer() {
        String application = recipes.application();
        assertThat(client.post(
                                "admin",
                                "/role-bindings",
                                Map.of("holder_kind", "application", "holder", application, "role", "tenant_admin"))
                        .status())
                .isEqualTo(201);
        Map<String, String> wanted = Map.of("application", application, "name", "n");
        Reply byAdmin = client.post("admin", "/keys", wanted);
        String id = String.valueOf(byAdmin.object("key").get("id"));

        Reply byDeveloper = client.post("dev", "/keys", wanted);
        assertThat(byDeveloper.status()).isEqualTo(403);
        assertThat(byDeveloper.text()).contains("/roles");
        assertThat(client.post("dev", "/keys/" + id + "/rotation", Map.of()).status())
                .isEqualTo(403);
        assertThat(client.post(
                                "admin",
                                "/role-bindings",
                                Map.of("holder_kind", "application", "holder", application, "role", "platform_admin"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void narrowedKey_makesNoWiderOne() {
        server.people()
                .add(
                        "narrow",
                        new Caller(
                                recipes.tenant,
                                recipes.team,
                                "",
                                "key_narrow",
                                "usr_narrow",
                                Set.of(Role.TEAM_LEAD),
                                Set.of("keys:write", "keys:read"),
                                List.of("alpha"),
                                Set.of(),
                                Map.of()));
        String application = recipes.application();
        Map<String, Object> wide = Map.of("application", application, "name", "n");
        Map<String, Object> narrow = Map.of(
                "application", application, "name", "n", "scopes", List.of("keys:read"), "models", List.of("alpha"));

        assertThat(client.post("narrow", "/keys", wide).status()).isEqualTo(403);
        assertThat(client.post("narrow", "/keys", narrow).status()).isEqualTo(201);
        assertThat(client.get("narrow", "/applications").status()).isEqualTo(403);
    }

    @Test
    void subscription_isDecidedByAnotherThanWhoAsked() {
        Reply asked = client.post(
                "admin", "/subscriptions", Map.of("application", recipes.application(), "name", "beta", "note", "why"));
        String path = "/subscriptions/" + asked.string("id") + "/decision";

        assertThat(client.post("admin", path, Map.of("decision", "approve")).status())
                .isEqualTo(409);
        assertThat(client.post("root", path, Map.of("decision", "approve", "note", "fine"))
                        .string("state"))
                .isEqualTo("approved");
        assertThat(client.post("root", path, Map.of("decision", "refuse")).status())
                .isEqualTo(409);
    }

    @Test
    void lists_comeInPages_withoutGapOrRepetition() {
        for (int i = 0; i < 7; i++) {
            recipes.application();
        }
        List<Object> ids = new ArrayList<>();
        String query = "?limit=3";
        while (!query.isEmpty()) {
            Reply page = client.get("admin", "/applications" + query);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
            page.items().forEach(item -> ids.add(item.get("id")));
            query = page.json().containsKey("next") ? "?limit=3&cursor=" + page.string("next") : "";
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(7).doesNotHaveDuplicates();
    }

    @Test
    void budget_tellsWhatIsLeft_andEffectiveSaysWhy() {
        Map<String, Object> budget = Map.of(
                "tenant",
                recipes.tenant,
                "scope",
                Map.of("team", recipes.team),
                "metric",
                "cost",
                "dollars",
                "12.5",
                "window",
                Map.of("unit", "month", "zone", "Europe/Berlin"),
                "thresholds",
                List.of(Map.of("percent", 80, "instead", "alpha")));
        Reply made = client.post("admin", "/limits", budget);
        assertThat(made.string("dollars")).isEqualTo("12.5");
        server.applyLimits();

        Reply effective = client.get("admin", "/effective?caller=key_dev&model=alpha");
        assertThat(effective.json()).containsEntry("allowed", true);
        assertThat(effective.text()).contains(made.string("id")).contains("route-of-alpha");
        assertThat(client.get("admin", "/effective?caller=key_dev&model=beta").text())
                .contains("\"allowed\":false")
                .contains("policy_subscription_required");
        assertThat(client.get("admin", "/budgets").status()).isEqualTo(200);
        assertThat(client.post("admin", "/limits", Map.of("metric", "cost", "amount", 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void effective_tellsLimitsOfTheProvidersThatTheRouteLeadsTo_andOfNoOther() {
        List<String> ids = new ArrayList<>();
        for (String provider : List.of("upstream", "*", "elsewhere")) {
            Map<String, Object> limit = Map.of(
                    "tenant",
                    recipes.tenant,
                    "scope",
                    Map.of("provider", provider),
                    "metric",
                    "requests",
                    "amount",
                    10,
                    "window",
                    Map.of("unit", "minute"));
            ids.add(client.post("admin", "/limits", limit).string("id"));
        }
        server.applyLimits();

        Reply effective = client.get("admin", "/effective?caller=key_dev&model=alpha");

        assertThat(effective.text())
                .containsOnlyOnce(ids.get(0))
                .containsOnlyOnce(ids.get(1))
                .contains("\"provider\":\"upstream\"")
                .doesNotContain(ids.get(2));
    }

    @Test
    void notificationSecret_goesInAndNeverOut() {
        Reply made = client.post(
                "admin",
                "/notifications",
                Map.of(
                        "channel", "webhook",
                        "address", "https://hooks.example/x",
                        "secret", "a secret of many letters",
                        "events", List.of("subscription.*")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()
                        + client.get("admin", "/notifications").text()
                        + server.audit().events())
                .doesNotContain("many letters");
    }
}
