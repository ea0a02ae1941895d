package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Role;
import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.gateway.cli.CommandCalls;
import io.serai.processors.audit.Detail;
import io.serai.processors.cache.Purge;
import io.serai.processors.store.Database.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** F65: kept answers are counted, looked up and let go by those whose they are, and written down. */
class CacheResourceTest {

    private static AdminServer server;
    private static AdminClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        server.people().add("admin", Role.TENANT_ADMIN, "ten_a", "");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Purge lastPurge() {
        return server.answers().asked().get(server.answers().asked().size() - 1);
    }

    @Test
    void statistics_areToldToThePlatformsAdministratorAlone() {
        Reply reply = client.get("root", "/cache");
        assertThat(reply.json())
                .containsEntry("entries", 3)
                .containsEntry("bytes", 2_400)
                .containsEntry("evicted", 1)
                .containsEntry("nodes", 2);
        assertThat(reply.object("here"))
                .containsEntry("requests", Map.of("hit", 5, "semantic-hit", 0, "partial", 0, "miss", 2, "bypass", 0))
                .containsEntry("saved_calls", 5)
                .containsEntry("saved_input_tokens", 50);
        assertThat(client.get("admin", "/cache").status()).isEqualTo(403);
    }

    @Test
    void look_tellsWhatIsKnown_andNothingOfTheAnswer() {
        Reply reply = client.get("admin", "/cache/entries/" + SomeAnswers.entry("ten_a/team:team_x"));

        assertThat(reply.json())
                .isEqualTo(Map.of(
                        "scope",
                        "ten_a/team:team_x",
                        "asked",
                        "alpha",
                        "provider",
                        "openai",
                        "model",
                        "gpt-4.1-mini",
                        "operation",
                        "chat",
                        "tags",
                        java.util.List.of("nightly"),
                        "stored_at",
                        Instant.ofEpochMilli(1_795_000_000_000L).toString(),
                        "expires_at",
                        Instant.ofEpochMilli(1_795_000_600_000L).toString(),
                        "bytes",
                        812));
        assertThat(client.get("admin", "/cache/entries/" + SomeAnswers.entry("ten_a/", "0".repeat(64)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void look_atWhatTenantsShare_isThePlatformsAlone() {
        for (String scope : new String[] {"*/", "-/"}) {
            String path = "/cache/entries/" + SomeAnswers.entry(scope);
            assertThat(client.get("root", path).status()).isEqualTo(200);
            assertThat(client.get("admin", path).status()).isEqualTo(404);
        }
    }

    @Test
    void look_byWhatIsNoKey_isNothing() {
        for (String path :
                new String[] {"ten_a", "ten_a%2F", "ten_a%2F%23", "ten_a%2F%23abc", "%2F%23" + "ab".repeat(32)}) {
            assertThat(client.get("root", "/cache/entries/" + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void delete_letsOneGo_andIsWrittenDown() {
        assertThat(client.call("admin", "DELETE", "/cache/entries/" + SomeAnswers.kept("ten_a"), null)
                        .status())
                .isEqualTo(204);

        assertThat(server.answers().removed())
                .anySatisfy(key -> assertThat(key.scope()).isEqualTo("ten_a/"));
        assertThat(server.audit().last("cache.delete").what().id()).isEqualTo("ten_a/");
    }

    @Test
    void purge_withoutMore_isOfTheCallersOwnTenant() {
        Reply reply = client.post("admin", "/cache/purge", Map.of());

        assertThat(reply.json()).isEqualTo(Map.of("purged", 7));
        assertThat(lastPurge())
                .isEqualTo(new Purge(Optional.of("ten_a/"), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void purge_ofAGroup_meansItsScope() {
        Map<String, String> groups =
                Map.of("team", "team:x_1", "application", "app:x_1", "key", "key:x_1", "user", "user:x_1");
        groups.forEach((field, scope) -> {
            assertThat(client.post("admin", "/cache/purge", Map.of(field, "x_1"))
                            .status())
                    .isEqualTo(200);
            assertThat(lastPurge().scope()).contains("ten_a/" + scope);
        });
        assertThat(client.post("admin", "/cache/purge", Map.of("team", "x", "user", "y"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void purge_byModelTagAndAge_meansAllThree_andIsWrittenDownWithItsCount() {
        long before = System.currentTimeMillis();
        client.post("admin", "/cache/purge", Map.of("model", "alpha", "tag", "nightly", "older_than_seconds", 3600));

        Purge purge = lastPurge();
        assertThat(purge.asked()).contains("alpha");
        assertThat(purge.tag()).contains("nightly");
        assertThat(purge.storedBefore().orElseThrow())
                .isBetween(before - 3_600_000, System.currentTimeMillis() - 3_600_000);
        var event = server.audit().last("cache.purge");
        assertThat(event.what().id()).isEqualTo("ten_a/");
        assertThat(event.what().tenant()).isEqualTo("ten_a");
        assertThat(event.details())
                .containsEntry(Detail.COUNT, "7")
                .containsEntry(Detail.MODEL, "alpha")
                .containsEntry(Detail.FIELDS, "model,older_than_seconds,tag");
    }

    @Test
    void purge_ofAnotherTenant_orOfAll_isThePlatformsAlone() {
        int before = server.answers().asked().size();
        assertThat(client.post("admin", "/cache/purge", Map.of("tenant", "ten_b"))
                        .status())
                .isEqualTo(404);
        assertThat(client.post("admin", "/cache/purge", Map.of("platform", true))
                        .status())
                .isEqualTo(404);
        assertThat(server.answers().asked()).hasSize(before);

        assertThat(client.post("root", "/cache/purge", Map.of("platform", true)).status())
                .isEqualTo(200);
        assertThat(lastPurge().scope()).isEmpty();
        assertThat(server.audit().last("cache.purge").what().id()).isEqualTo("*");
        assertThat(client.post("root", "/cache/purge", Map.of("platform", true, "tenant", "ten_b"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void commands_tellAndPurge() {
        assertThat(run("cache", "stats")).contains("entries", "3");
        assertThat(run("cache", "look", "ten_a/#" + "ab".repeat(32))).contains("alpha", "gpt-4.1-mini");
        assertThat(run("cache", "purge", "--tenant", "ten_a", "--older-than-seconds", "60"))
                .contains("purged", "7");
        run("cache", "delete", "ten_a/#" + "ab".repeat(32));
    }

    private static String run(String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--url";
        all[words.length + 1] = server.uri("").toString();
        int ended = CommandCalls.run(
                Map.of("SERAI_ADMIN_KEY", "root"), new PrintStream(printed, true, StandardCharsets.UTF_8), all);
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(text).isZero();
        return text;
    }
}
