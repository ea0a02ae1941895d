package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.bench.EmbeddedDatabase;
import io.serai.bench.chaos.DatabaseGate;
import io.serai.bench.chaos.Gate;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.ledger.Reconciler;
import io.serai.processors.ledger.Reconciliation;
import io.serai.processors.store.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A gateway under load whose PostgreSQL is gone for a while, first as a server that has stopped, then as one behind a cut cable. Nobody is
 * taken for a stranger, nothing is free, and no limit is more than it is (F34). The whole of it, on three nodes, is {@code ./serai chaos}.
 */
class DatabaseAwayTest {

    private static final int CALLERS = 4;
    private static final int BUDGET = 20;
    /** Nano-dollars: 3 tokens in at 1 dollar a million, 1 token out at 2, as {@link AccountsTest#setup} says. */
    private static final long COST = 5_000;

    private static final Duration GONE = Duration.ofSeconds(2);

    @TempDir
    private Path data;

    /** Callers who call on until they are told to stop. */
    private static final class Load implements AutoCloseable {
        private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private volatile boolean running = true;

        Load(AccountedGateway gateway, Key key) {
            for (int i = 0; i < CALLERS; i++) {
                threads.execute(() -> {
                    while (running) {
                        statuses.merge(gateway.chat("plain", key.secret()).status(), 1, Integer::sum);
                    }
                });
            }
        }

        int answered() {
            return statuses.getOrDefault(200, 0);
        }

        /** Waits for the calls that are under way. */
        @Override
        public void close() {
            running = false;
            threads.close();
        }
    }

    @Test
    void gateway_databaseGoneUnderLoad_goesOnAndAllIsBilledOnce() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase();
                DatabaseGate database = new DatabaseGate(postgres.url());
                TestUpstream upstream = TestUpstream.answering();
                AccountedGateway gateway = AccountedGateway.first(
                        AccountsTest.setup(upstream).accounts(data).set("serai.database.url", database.url()))) {
            App app = gateway.application("lasting");
            Key key = gateway.key(app, Map.of());
            gateway.limit(
                    app.tenant(),
                    Map.of("model", "other"),
                    Map.of("metric", "requests", "amount", BUDGET, "window", Map.of("unit", "day")),
                    key,
                    "other");

            Map<Integer, Integer> statuses = callWhileItGoes(database, gateway, key);

            assertThat(statuses).containsOnlyKeys(200);
            assertBilled(gateway, app, upstream.calls());
            Reconciliation books = reconciled(postgres.url());
            assertThat(books.findings()).isEmpty();
            assertThat(books.open()).isZero();
        }
    }

    private static Map<Integer, Integer> callWhileItGoes(DatabaseGate database, AccountedGateway gateway, Key key)
            throws Exception {
        Load load = new Load(gateway, key);
        try (load) {
            await().until(() -> load.answered() > CALLERS);
            // What was used before its start a node has to ask the database once; before that it would refuse by 503.
            assertThat(gateway.chat("other", key.secret()).status()).isEqualTo(200);
            database.fail(Gate.Fault.BROKEN);
            letPass(GONE);
            assertThat(admitted(gateway, key)).isEqualTo(BUDGET - 1);
            // F42: another node may have made it.
            Reply unknown =
                    gateway.chat("plain", ApiKey.generate(new SecureRandom()).text());
            assertThat(unknown.status()).as(unknown.text()).isEqualTo(503);
            assertThat(unknown.header("retry-after")).isEqualTo("2");
            database.fail(Gate.Fault.SILENT);
            letPass(GONE);
            int whileAway = load.answered();
            await().until(() -> load.answered() > whileAway + CALLERS);
        } finally {
            database.heal();
        }
        return load.statuses;
    }

    private static void letPass(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(10)).until(() -> true);
    }

    /** How many of twice as many calls at once as a limit has room for are let in. */
    private static long admitted(AccountedGateway gateway, Key key) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = IntStream.range(0, 2 * BUDGET)
                    .mapToObj(i -> threads.submit(
                            () -> gateway.chat("other", key.secret()).status()))
                    .toList();
            List<Integer> found = new ArrayList<>();
            for (Future<Integer> call : calls) {
                found.add(call.get());
            }
            assertThat(found).containsOnly(200, 429);
            return found.stream().filter(status -> status == 200).count();
        }
    }

    /** Parity: what the upstream has served, no more and no less. */
    private static void assertBilled(AccountedGateway gateway, App app, int served) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        gateway.ask("/usage?by=tenant&tenant=" + app.tenant()).list("items"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("requests", served)
                        .containsEntry("cost", dollars(served * COST))));
    }

    private static String dollars(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    private static Reconciliation reconciled(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return new Reconciler(new Database(source)).run();
    }
}
