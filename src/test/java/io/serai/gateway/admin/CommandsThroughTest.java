package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.cli.CommandCalls;
import io.serai.processors.store.Database.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands against the running API. */
class CommandsThroughTest {

    private static final Pattern ID = Pattern.compile("\\b((ten|team|app|key|usr|lim|sub)_[0-9A-Za-z]+)");

    private static AdminServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String run(int status, String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", server.uri("").toString()));
        int ended = CommandCalls.run(
                Map.of("SERAI_ADMIN_KEY", "root"),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(text).isEqualTo(status);
        return text;
    }

    private static String id(String text) {
        Matcher matcher = ID.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void tenantToKey_isMadeShownListedAndEnded() {
        String tenant = id(run(0, "tenant", "create", "--name", "research"));
        String team = id(run(0, "team", "create", "--name", "lab", "--tenant", tenant));
        String app = id(run(0, "app", "create", "--name", "notebook", "--tenant", tenant, "--team", team));
        String made = run(0, "key", "create", "--name", "laptop", "--app", app, "--models", "alpha", "--json");
        assertThat(made).contains("\"secret\":\"serai_");
        String key = Pattern.compile("key_[0-9A-Za-z]+")
                .matcher(made)
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(run(0, "key", "list", "--app", app))
                .contains(key, "laptop", "active")
                .doesNotContain("secret");
        assertThat(run(0, "key", "rotate", key, "--overlap-seconds", "60")).contains("serai_");
        assertThat(run(0, "key", "revoke", key)).contains("revoked");
        assertThat(run(1, "key", "update", key, "--status", "active")).contains("caller_conflict");
        assertThat(run(1, "key", "show", "key_none")).contains("caller_not_found");
        assertThat(run(1, "tenant", "delete", tenant)).contains("serai: ");
    }

    @Test
    void limitsAndMoney_areSaidAndRead() {
        String limit = id(run(
                0,
                "limit",
                "create",
                "--metric",
                "cost",
                "--dollars",
                "50",
                "--per",
                "month",
                "--zone",
                "Europe/Berlin"));
        assertThat(run(0, "limit", "list")).contains(limit, "50", "month");
        assertThat(run(0, "limit", "update", limit, "--dollars", "60")).contains("60");
        assertThat(run(0, "usage", "--by", "tenant,asked", "--interval", "day")).contains("COST");
        assertThat(run(0, "usage", "--by", "tenant", "--format", "csv")).startsWith("tenant,requests");
        assertThat(run(0, "ledger", "--format", "csv")).startsWith("id,call,step");
        assertThat(run(0, "ledger")).contains("REQUEST");
        assertThat(run(0, "budget", "list")).contains("REMAINING");
        assertThat(run(0, "node", "list")).contains("node-1");
        assertThat(run(0, "model", "list")).contains("alpha", "on_request");
        assertThat(run(0, "effective", "--caller", "key_root", "--model", "alpha"))
                .contains("allowed");
        run(0, "limit", "delete", limit);
    }
}
