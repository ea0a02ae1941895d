package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import io.serai.bench.EmbeddedDatabase;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.processors.cluster.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three whole gateways with one PostgreSQL: what is said to one of them holds for all. F38: a request that is repeated at another node is
 * made and charged once. Each is asked as its clients ask it; kills of processes are {@code ./serai chaos}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeGatewaysTest {

    private static final int NODES = 3;
    private static final int LAST = Integer.MAX_VALUE;
    /** Within which a change is to be in force on all nodes. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @TempDir
    private static Path data;

    private static EmbeddedDatabase postgres;
    private static TestUpstream upstream;
    private static TestUpstream limited;
    private static List<Integer> ports;
    private static final List<AccountedGateway> NODE = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        postgres = new EmbeddedDatabase();
        upstream = TestUpstream.answering();
        limited = TestUpstream.behaving((request, body) -> request.response()
                .setStatusCode(429)
                .putHeader("retry-after", "60")
                .end("{}"));
        ports = FreePorts.of(NODES);
        Files.writeString(data.resolve("pepper"), "one pepper for the three nodes of this test");
        AccountedGateway first = AccountedGateway.first(setup(0));
        NODE.add(first);
        for (int i = 1; i < NODES; i++) {
            NODE.add(new AccountedGateway(setup(i).start(), first.root()));
        }
        for (AccountedGateway each : NODE) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> each.ask("/nodes").list("items").size() == NODES);
        }
    }

    private static TestGateway.Setup setup(int node) {
        String members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return AccountsTest.setup(upstream)
                .provider("limited", limited.baseUrl())
                .file(
                        "models.yaml",
                        """
                        models:
                          spread: {strategy: priority, targets: [limited/m, upstream/m]}
                        """)
                .accounts(data.resolve("node-" + node))
                .set("serai.auth.pepper", "file:" + data.resolve("pepper"))
                .set("serai.database.url", postgres.url())
                .set("serai.cluster.join", "tcp:" + members)
                .set("serai.cluster.port", String.valueOf(ports.get(node)))
                .set("serai.cluster.name", "three-" + ports.get(0));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AccountedGateway each : NODE) {
            each.close();
        }
        limited.close();
        upstream.close();
        postgres.close();
    }

    /** A key of a new application that all nodes know. */
    private static Key key(App app) {
        Key key = NODE.get(0).key(app, Map.of());
        NODE.forEach(each -> awaitStatus(each, key, 200));
        return key;
    }

    private static void awaitStatus(AccountedGateway node, Key key, int status) {
        await().atMost(AT_ONCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> node.get("/v1/models", key.secret()).status() == status);
    }

    @Test
    void key_madeAndRevokedOnOneNode_isSoOnAllWithinASecond() {
        App app = NODE.get(0).application("brief");
        for (int i = 0; i < 10; i++) {
            AccountedGateway maker = NODE.get(i % NODES);
            Key key = key(app);

            Reply revoked = maker.admin("POST", "/keys/" + key.id() + "/revocation", Map.of(), maker.root());

            assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
            NODE.forEach(each -> awaitStatus(each, key, 401));
        }
    }

    @Test
    void limit_madeOnOneNode_isOneForAll() {
        App app = NODE.get(0).application("limited");
        Key key = key(app);
        String limit = NODE.get(0)
                .limit(
                        app.tenant(),
                        Map.of("application", app.id()),
                        Map.of("metric", "requests", "amount", 2, "window", Map.of("unit", "day")),
                        key,
                        "plain");
        NODE.forEach(
                each -> await().atMost(AT_ONCE).until(() -> each.ask("/effective?caller=" + key.id() + "&model=plain")
                        .text()
                        .contains(limit)));

        List<Integer> statuses = NODE.stream()
                .map(each -> each.chat("plain", key.secret()).status())
                .toList();

        assertThat(statuses).containsExactly(200, 200, 429);
    }

    private static Reply repeatable(AccountedGateway node, Key key, String name, String text) {
        return node.send(node.gateway()
                .post("/v1/chat/completions", TestGateway.chatRequest("plain", text, "false"))
                .header("idempotency-key", name)
                .header("authorization", "Bearer " + key.secret()));
    }

    @Test
    void request_repeatedAtAnotherNode_isMadeAndChargedOnce_F38() {
        App app = NODE.get(0).application("repeating");
        Key key = key(app);
        int before = upstream.calls();

        Reply first = repeatable(NODE.get(0), key, "once", "Hi");
        Reply second = repeatable(NODE.get(1), key, "once", "Hi");
        Reply other = repeatable(NODE.get(2), key, "once", "something else");

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("idempotent-replayed")).isEqualTo("true");
        assertThat(other.status()).as(other.text()).isIn(409, 422);
        assertThat(upstream.calls()).isEqualTo(before + 1);
        assertThat(settled(app)).isOne();
    }

    @Test
    void request_madeAtAllNodesAtOnce_isMadeAndChargedOnce_F38() throws Exception {
        App app = NODE.get(0).application("hasty");
        Key key = key(app);
        int before = upstream.calls();
        List<Reply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> calls = IntStream.range(0, 2 * NODES)
                    .mapToObj(i -> threads.submit(() -> repeatable(NODE.get(i % NODES), key, "at-once", "Hi")))
                    .toList();
            for (Future<Reply> call : calls) {
                replies.add(call.get());
            }
        }

        assertThat(replies).allSatisfy(reply -> assertThat(reply.text())
                .isEqualTo(replies.get(0).text()));
        assertThat(replies.get(0).status()).isEqualTo(200);
        assertThat(upstream.calls()).isEqualTo(before + 1);
        assertThat(settled(app)).isOne();
    }

    /** Charges of an application's tenant, once all nodes have shipped what they had. */
    private static long settled(App app) {
        await().until(() -> rows(app, "settle") > 0 && rows(app, "settle") == rows(app, "reserve"));
        return rows(app, "settle");
    }

    private static long rows(App app, String kind) {
        return NODE.get(0).ledger(app.tenant()).stream()
                .filter(row -> kind.equals(row.get("kind")))
                .count();
    }

    @Test
    void response_keptByOneNode_isKnownToTheOthers() {
        Key key = key(NODE.get(0).application("talking"));
        Reply first = respond(NODE.get(0), key, "{\"model\":\"plain\",\"input\":\"the first turn\"}");
        String next = "{\"model\":\"plain\",\"input\":\"the second\",\"previous_response_id\":\"%s\"}"
                .formatted(first.json().get("id"));

        Reply second = respond(NODE.get(2), key, next);

        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(upstream.bodies().get(upstream.bodies().size() - 1)).contains("the first turn", "the second");
    }

    private static Reply respond(AccountedGateway node, Key key, String request) {
        return node.send(
                node.gateway().post("/v1/responses", request).header("authorization", "Bearer " + key.secret()));
    }

    @Test
    void target_thatRestsOnOneNode_isNotCalledByTheOthers() {
        Key key = key(NODE.get(0).application("spreading"));
        assertThat(NODE.get(0).chat("spread", key.secret()).status()).isEqualTo(200);
        int before = limited.calls();
        assertThat(before).isPositive();

        NODE.forEach(each -> await().until(() -> explained(each, key).contains("\"open\":false")));
        NODE.forEach(
                each -> assertThat(each.chat("spread", key.secret()).status()).isEqualTo(200));

        assertThat(limited.calls()).isEqualTo(before);
    }

    private static String explained(AccountedGateway node, Key key) {
        return node.send(node.gateway()
                        .post("/v1/explain", TestGateway.chatRequest("spread", "Hi", "false"))
                        .header("authorization", "Bearer " + key.secret()))
                .text();
    }

    /** Each keeps a part of the answers, and another a copy of it. The last: one of them is no good afterwards. */
    @Test
    @Order(LAST)
    void answers_ofANodeThatIsGone_areGivenByTheOthers() {
        App app = NODE.get(0).application("outliving");
        Key key = key(app);
        List<String> names =
                IntStream.range(0, 4 * NODES).mapToObj(i -> "kept-" + i).toList();
        int calls = upstream.calls();
        List<String> before = answers(NODE.get(0), key, names);
        assertThat(upstream.calls()).isEqualTo(calls + names.size());

        Hazelcast.getAllHazelcastInstances().stream()
                .filter(each -> each.getCluster().getLocalMember().getAddress().getPort() == ports.get(2))
                .forEach(each -> each.getLifecycleService().terminate());

        assertThat(answers(NODE.get(1), key, names)).isEqualTo(before);
        assertThat(upstream.calls()).isEqualTo(calls + names.size());
    }

    private static List<String> answers(AccountedGateway node, Key key, List<String> names) {
        List<Reply> replies =
                names.stream().map(name -> repeatable(node, key, name, name)).toList();
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        return replies.stream().map(Reply::text).toList();
    }
}
