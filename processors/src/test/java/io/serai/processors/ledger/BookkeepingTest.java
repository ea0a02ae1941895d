package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From calls to rows in SQL, the database being there or not. */
@OnEachDatabase
class BookkeepingTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final DatabaseKit kit;
    private final Database database;

    @TempDir
    Path folder;

    BookkeepingTest(DatabaseKit kit) {
        this.kit = kit;
        this.database = kit.database();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private Bookkeeping open() throws IOException {
        return Bookkeeping.open(
                new JournalSettings(folder, 2 * 1024 * 1024, 1L << 30, Duration.ofMillis(5)),
                database,
                LEASE,
                InstantSource.system());
    }

    private static void settled(Ledger ledger, String request, long cost) {
        Line line = Lines.line(request, 1);
        ledger.reserve(line, Lines.nanos(2 * cost));
        ledger.settle(line, Lines.charge(cost));
    }

    private List<Booking> rows() {
        return database.read(handle -> handle.createQuery("select * from ledger order by id")
                .map(BookingRows.MAPPER)
                .list());
    }

    private long account(String name) {
        return database.read(handle -> handle.createQuery(
                        "select coalesce(sum(nanos), 0) from ledger_account where account = :account")
                .bind("account", name)
                .mapTo(Long.class)
                .one());
    }

    private long stillOpen() {
        return database.read(handle -> handle.createQuery("select count(*) from ledger_open")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void calls_areRowsInSql_balanced() throws IOException {
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "r1", 100);
            Line failed = Lines.line("r2", 1);
            books.ledger().reserve(failed, Lines.nanos(70));
            books.ledger().release(failed, "failed");
            Line running = Lines.line("r3", 1);
            books.ledger().reserve(running, Lines.nanos(30));
            books.ledger().extend(running, Lines.nanos(5));
            await().until(() -> books.status().waiting() == 0);
            assertThat(rows())
                    .extracting(Booking::kind)
                    .containsExactly("reserve", "settle", "reserve", "release", "reserve", "extend");
            assertThat(account(Accounts.SPENT)).isEqualTo(100);
            assertThat(account(Accounts.OWED + "openai")).isEqualTo(-100);
            assertThat(account(Accounts.RESERVED)).isEqualTo(35);
            assertThat(account(Accounts.AVAILABLE)).isEqualTo(-35);
            assertThat(stillOpen()).isEqualTo(1);
        }
    }

    @Test
    void textsThatADatabaseRefuses_doNotStopTheLedger() throws IOException {
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "nul\0", 1);
            settled(books.ledger(), "\u00e9 nul\0", 1);
            settled(books.ledger(), "half \uD83D", 1);
            settled(books.ledger(), "\u4e2d".repeat(1000), 1);
            await().until(() -> books.status().waiting() == 0);
        }
        assertThat(account(Accounts.SPENT)).isEqualTo(4);
        assertThat(new Reconciler(database).run().findings()).isEmpty();
    }

    @Test
    void sameRequestIdTwice_isChargedTwice() throws IOException {
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "same", 100);
            settled(books.ledger(), "same", 100);
        }
        assertThat(account(Accounts.SPENT)).isEqualTo(200);
    }

    /** F40: what waits while the database is away is not lost. */
    @Test
    void database_awayUnderLoad_rowsWaitAndParityAfter() throws Exception {
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "before", 1);
            await().until(() -> books.status().waiting() == 0);
            kit.goAway();
            List<Thread> load = IntStream.range(0, 2)
                    .mapToObj(thread -> new Thread(
                            () -> IntStream.range(0, 1000).forEach(i -> settled(books.ledger(), thread + "-" + i, 1))))
                    .toList();
            load.forEach(Thread::start);
            for (Thread thread : load) {
                thread.join();
            }
            await().until(() -> !books.status().reachesDatabase());
            assertThat(books.status().waiting()).isPositive();
            kit.comeBack();
            await().atMost(Duration.ofSeconds(30)).until(() -> books.status().waiting() == 0);
            assertThat(account(Accounts.SPENT)).isEqualTo(2001);
            assertThat(account(Accounts.RESERVED)).isZero();
            assertThat(rows()).hasSize(4002);
        }
    }

    @Test
    void rows_shippedAgain_changeNothing() throws IOException {
        Journal journal = Journal.open(JournalSettings.in(folder), 1);
        JournalLedger ledger = new JournalLedger(journal, InstantSource.system());
        settled(ledger, "r1", 100);
        ledger.reserve(Lines.line("r2", 1), Lines.nanos(5));
        Shipment shipment = new Shipment(database);
        List<Shipment.Item> items = new Shipper(journal, shipment).unshipped();
        shipment.ship(journal.owner(), items);
        shipment.ship(journal.owner(), items);
        // The commit arrived, and what it said about the journal is lost: as after a restore that was not whole
        database.useTransaction(handle -> handle.execute("update ledger_node set shipped = 0"));
        shipment.ship(journal.owner(), items);
        journal.close(0);
        assertThat(rows()).hasSize(3);
        assertThat(account(Accounts.SPENT)).isEqualTo(100);
        assertThat(account(Accounts.RESERVED)).isEqualTo(5);
        assertThat(stillOpen()).isEqualTo(1);
    }

    @Test
    void close_leavesNothing_nextProcessGoesOn() throws IOException {
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "r1", 100);
        }
        try (Bookkeeping books = open()) {
            await().until(() -> books.status().caughtUp());
            assertThat(books.status().replayed()).isZero();
            settled(books.ledger(), "r2", 100);
        }
        assertThat(account(Accounts.SPENT)).isEqualTo(200);
    }

    @Test
    void callThatEndsAfterClose_isBookedByTheNextProcess() throws IOException {
        Line running = Lines.line("r1", 1);
        Bookkeeping books = open();
        books.ledger().reserve(running, Lines.nanos(200));
        await().until(() -> books.status().waiting() == 0);
        books.close();
        books.ledger().settle(running, Lines.charge(100));
        try (Bookkeeping next = open()) {
            await().until(() -> next.status().caughtUp());
            assertThat(next.status().ended()).isZero();
        }
        assertThat(account(Accounts.SPENT)).isEqualTo(100);
        assertThat(stillOpen()).isZero();
    }

    @Test
    void closedWhileDatabaseIsAway_nextProcessShips() throws IOException {
        kit.goAway();
        try (Bookkeeping books = open()) {
            settled(books.ledger(), "r1", 100);
            await().until(() -> !books.status().reachesDatabase());
        }
        kit.comeBack();
        try (Bookkeeping books = open()) {
            await().until(() -> books.status().caughtUp());
            assertThat(books.status().replayed()).isEqualTo(2);
        }
        assertThat(account(Accounts.SPENT)).isEqualTo(100);
    }
}
