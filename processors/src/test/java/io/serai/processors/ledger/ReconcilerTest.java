package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.processors.ledger.Reconciliation.Fault;
import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.statement.Update;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the rows behind the gateway's back is found. */
@OnEachDatabase
class ReconcilerTest {

    private static final List<String> MUTATIONS = List.of(
            "update ledger set spent = spent + 1 where id = :id",
            "update ledger set cost = cost + 1 where id = :id",
            "update ledger set reserved = reserved - 1 where id = :id",
            "update ledger set input = input + 1 where id = :id",
            "update ledger set app = 'app_b' where id = :id",
            "update ledger set tenant = 'ten_b' where id = :id",
            "update ledger set model = 'gpt' where id = :id",
            "update ledger set operation = 'none' where id = :id",
            "update ledger set at = at + 1 where id = :id",
            "update ledger set cause = 'failed' where id = :id",
            "update ledger set kind = 'adjust' where id = :id",
            "update ledger set step = step + 7 where id = :id",
            "delete from ledger where id = :id",
            "delete from ledger where call = (select call from ledger where id = :id)",
            "update ledger_account set nanos = nanos + 1 where account = 'spent'",
            "update ledger_account set nanos = nanos + 1 where account = 'owed:openai'",
            "delete from ledger_account where account = 'reserved'",
            "delete from ledger_open",
            "update ledger_hour set output = output + 1",
            "delete from ledger_hour where tenant = 'ten_a'",
            "update ledger_node set shipped = shipped + 1");

    private final DatabaseKit kit;
    private final Database database;

    @TempDir
    Path folder;

    ReconcilerTest(DatabaseKit kit) {
        this.kit = kit;
        this.database = kit.database();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private void book() throws IOException {
        try (Bookkeeping books = Bookkeeping.open(
                JournalSettings.in(folder), database, Duration.ofSeconds(30), InstantSource.system())) {
            for (int i = 0; i < 20; i++) {
                Line line = Lines.line(i % 2 == 0 ? "ten_a" : "ten_c", "r" + i, 1, Lines.AT + i);
                books.ledger().reserve(line, Lines.nanos(100));
                books.ledger().extend(line, Lines.nanos(10));
                if (i % 5 == 0) {
                    books.ledger().release(line, "failed");
                } else if (i != 7) {
                    books.ledger().settle(line, Lines.charge(60 + i));
                }
            }
        }
    }

    @Test
    void untouched_isSound() throws IOException {
        book();
        Reconciliation found = new Reconciler(database).run();
        assertThat(found.findings()).isEmpty();
        assertThat(found.rows()).isEqualTo(59);
        assertThat(found.open()).isEqualTo(1);
    }

    @Test
    void anyMutation_isFound() throws IOException {
        book();
        Random random = new Random(5);
        long first = database.read(handle -> handle.createQuery("select min(id) from ledger")
                .mapTo(Long.class)
                .one());
        for (String mutation : MUTATIONS) {
            Reconciliation found = database.read(handle -> {
                handle.begin();
                Update update = handle.createUpdate(mutation);
                if (mutation.contains(":id")) {
                    update.bind("id", first + random.nextInt(59));
                }
                assertThat(update.execute()).as(mutation).isPositive();
                Reconciliation afterwards = Reconciler.reconcile(handle);
                handle.rollback();
                return afterwards;
            });
            assertThat(found.findings()).as(mutation).isNotEmpty();
        }
        assertThat(new Reconciler(database).run().isSound()).isTrue();
    }

    @Test
    void reconciling_looksAgainAndAgain() throws IOException {
        book();
        try (Reconciling rounds = Reconciling.every(Duration.ofMillis(10), new Reconciler(database))) {
            await().until(() -> rounds.latest().isPresent());
            database.useTransaction(handle -> handle.execute("update ledger set input = 7 where kind = 'settle'"));
            await().until(() -> !rounds.latest().orElseThrow().isSound());
        }
    }

    @Test
    void changedCost_saysWhoseAndHowMuch() throws IOException {
        book();
        database.useTransaction(handle ->
                handle.execute("update ledger set spent = spent + 5 where kind = 'settle' and request = 'r2'"));
        assertThat(new Reconciler(database).run().findings())
                .filteredOn(finding ->
                        finding.fault() == Fault.BALANCE && finding.subject().equals(Accounts.SPENT))
                .singleElement()
                .matches(finding -> finding.tenant().equals("ten_a") && finding.expected() - finding.found() == 5);
    }
}
