package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.processors.cluster.FreePorts;
import io.serai.processors.store.Database;
import io.serai.processors.store.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F40: a real PostgreSQL is stopped and started again while calls are booked. */
class DatabaseRestartTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @TempDir
    Path journal;

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.resolve("pg"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    @Test
    void databaseRestarted_underLoad_allIsThereOnce() throws Exception {
        int port = FreePorts.of(1).get(0);
        EmbeddedPostgres first = start(port);
        AtomicLong booked = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (HikariDataSource pool = pool(first.getJdbcUrl("postgres", "postgres"))) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(Schema.migrations("jdbc:postgresql:"))
                    .load()
                    .migrate();
            Database database = new Database(pool);
            try (Bookkeeping books = Bookkeeping.open(
                    JournalSettings.in(journal), database, Duration.ofSeconds(30), InstantSource.system())) {
                Thread load = new Thread(() -> book(books.ledger(), booked, done));
                load.start();
                await().atMost(LONG).until(() -> booked.get() > 500);
                first.close();
                await().atMost(LONG).until(() -> !books.status().reachesDatabase());
                long whenAway = booked.get();
                await().atMost(LONG).until(() -> booked.get() > whenAway + 500);
                try (EmbeddedPostgres second = start(port)) {
                    await().atMost(LONG).until(() -> books.status().reachesDatabase());
                    done.set(true);
                    load.join();
                    await().atMost(LONG).until(() -> books.status().waiting() == 0);
                    Reconciliation found = new Reconciler(database).run();
                    assertThat(found.findings()).isEmpty();
                    assertThat(found.rows()).isEqualTo(2 * booked.get());
                    assertThat(second.getPort()).isEqualTo(port);
                }
            }
        }
    }

    private static void book(Ledger ledger, AtomicLong booked, AtomicBoolean done) {
        while (!done.get()) {
            Line line = Lines.line("r" + booked.get(), 1);
            ledger.reserve(line, Lines.nanos(5));
            ledger.settle(line, Lines.charge(3));
            booked.incrementAndGet();
            // A few thousand a second: what waits is to be shipped within the test
            LockSupport.parkNanos(200_000);
        }
    }
}
