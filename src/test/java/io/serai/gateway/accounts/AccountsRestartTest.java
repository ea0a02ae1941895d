package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway knows of callers and of money outlives it: in the file of the embedded database. */
class AccountsRestartTest {

    @TempDir
    private Path data;

    private AccountedGateway start(TestUpstream upstream, String root) throws Exception {
        TestGateway started = AccountsTest.setup(upstream)
                .accounts(data)
                .set(
                        "serai.database.url",
                        "jdbc:h2:file:" + data.resolve("kept").toAbsolutePath())
                .start();
        assertThat(started.firstKey().isEmpty()).isEqualTo(!root.isEmpty());
        return new AccountedGateway(started, root.isEmpty() ? started.firstKey() : root);
    }

    @Test
    void gateway_thatStartsAgain_goesOnFromResponses() throws Exception {
        try (TestUpstream upstream = TestUpstream.answering()) {
            String root;
            String first;
            String second;
            try (AccountedGateway gateway = start(upstream, "")) {
                root = gateway.root();
                first = id(gateway.respond("", root));
                second = id(gateway.respond(first, root));
            }

            try (AccountedGateway gateway = start(upstream, root)) {
                Reply third = gateway.respond(second, root);
                assertThat(third.status()).as(third.text()).isEqualTo(200);
                List<String> bodies = upstream.bodies();
                assertThat(bodies.get(bodies.size() - 1).split("\"Hello\"", -1)).hasSize(3);
                assertThat(gateway.get("/v1/responses/" + first, root).json()).containsEntry("id", first);
                assertThat(gateway.delete("/v1/responses/" + first, root).status())
                        .isEqualTo(200);
            }

            try (AccountedGateway gateway = start(upstream, root)) {
                assertThat(gateway.get("/v1/responses/" + first, root).status()).isEqualTo(404);
                assertThat(gateway.get("/v1/responses/" + second, root).status())
                        .isEqualTo(200);
            }
        }
    }

    private static String id(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return String.valueOf(reply.json().get("id"));
    }

    @Test
    void gateway_thatStartsAgain_knowsKeysUsageAndLimits() throws Exception {
        try (TestUpstream upstream = TestUpstream.answering()) {
            String root;
            App app;
            Key key;
            try (AccountedGateway gateway = start(upstream, "")) {
                root = gateway.root();
                app = gateway.application("lasting");
                key = gateway.key(app, Map.of());
                gateway.limit(
                        app.tenant(),
                        Map.of("key", key.id()),
                        Map.of("metric", "requests", "amount", 3, "window", Map.of("unit", "total")),
                        key,
                        "plain");
                assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
                assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
            }

            try (AccountedGateway gateway = start(upstream, root)) {
                Key known = key;
                App owner = app;
                await().untilAsserted(() -> assertThat(gateway.ask("/usage?by=key&tenant=" + owner.tenant())
                                .list("items"))
                        .singleElement()
                        .satisfies(row -> assertThat(row)
                                .containsEntry("group", Map.of("key", known.id()))
                                .containsEntry("requests", 2)
                                .containsEntry("cost", "0.00001")));
                assertThat(gateway.chat("plain", key.secret()).status()).isEqualTo(200);
                Reply refused = gateway.chat("plain", key.secret());
                assertThat(refused.status()).as(refused.text()).isEqualTo(429);
                // Nothing will ever be left again: no promise.
                assertThat(refused.header("retry-after")).isEmpty();
            }
        }
    }
}
