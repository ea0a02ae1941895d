package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F38 and F40 on the side of the ledger: a process is killed at any moment; nothing that it had acknowledged is lost or booked twice. */
@OnEachDatabase
class CrashTest {

    private static final int KILLS = 4;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final DatabaseKit kit;
    private final Database database;

    @TempDir
    Path folder;

    CrashTest(DatabaseKit kit) {
        this.kit = kit;
        this.database = kit.database();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void processKilled_restarted_nothingLostNothingTwice() throws Exception {
        Random random = new Random(40);
        Map<String, String> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            for (String line : killedAfter(1 + random.nextInt(3000), "k" + kill + "-")) {
                acknowledged.put(line.substring(2), line.startsWith("S") ? "settle" : "release");
            }
        }
        try (Bookkeeping books = open(folder, Duration.ofSeconds(30))) {
            await().atMost(LONG).until(() -> books.status().caughtUp());
            assertThat(books.status().missing()).isZero();
        }
        Map<String, String> booked = new HashMap<>();
        for (Booking row : rows("select * from ledger where step = 1000000")) {
            assertThat(booked.put(row.line().request(), row.kind())).isNull();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        assertThat(booked).containsAllEntriesOf(acknowledged);
        Reconciliation found = new Reconciler(database).run();
        assertThat(found.findings()).isEmpty();
        assertThat(found.open()).isZero();
    }

    /** What it had acknowledged before it was killed; it may have booked a little more. */
    private List<String> killedAfter(int lines, String prefix) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx128m",
                        BookingProcess.class.getName(),
                        folder.toString(),
                        url(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            while (acknowledged.size() < lines) {
                acknowledged.add(out.readLine());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    /** What is in memory no other process reaches: to that one the database is away. */
    private String url() {
        return kit.kind() == Database.Kind.POSTGRESQL ? kit.url() : "jdbc:postgresql://127.0.0.1:1/away";
    }

    private Bookkeeping open(Path where, Duration lease) throws IOException {
        return Bookkeeping.open(
                new JournalSettings(where, 4 * 1024 * 1024, 1L << 30, Duration.ofMillis(5)),
                database,
                lease,
                InstantSource.system());
    }

    private List<Booking> rows(String constant) {
        return database.read(
                handle -> handle.createQuery(constant).map(BookingRows.MAPPER).list());
    }

    /** Rows of a process that has died: what it had begun is in SQL, its ends are not. */
    private Journal dead(Path where) throws IOException {
        Journal journal = Journal.open(JournalSettings.in(where), 1);
        JournalLedger ledger = new JournalLedger(journal, InstantSource.system());
        ledger.reserve(Lines.line("short", 1), Lines.nanos(100));
        Line extended = Lines.line("long", 1);
        ledger.reserve(extended, Lines.nanos(100));
        ledger.extend(extended, Lines.nanos(30));
        ledger.extend(extended, Lines.nanos(30));
        Shipment shipment = new Shipment(database);
        Shipper shipper = new Shipper(journal, shipment);
        shipper.ship();
        ledger.settle(extended, Lines.charge(145));
        return journal;
    }

    /** What each tag's calls cost, and how many they are. */
    private List<String> spentByTag() {
        UsageQuery query = new UsageQuery(
                new Filter(0, Long.MAX_VALUE, Subject.ALL),
                Set.of(Dimension.TAG),
                UsageQuery.Bucket.NONE,
                ZoneOffset.UTC,
                100,
                Optional.empty());
        return new Usages(database)
                .query(query).rows().stream()
                        .map(row -> row.group() + " " + row.attempts() + " "
                                + row.cost().count())
                        .toList();
    }

    @Test
    void callsOfADeadNode_afterItsLease_areEndedByAnother() throws IOException {
        dead(folder.resolve("dead")).close(0);
        try (Bookkeeping books = open(folder.resolve("alive"), Duration.ofMillis(200))) {
            await().atMost(LONG).until(() -> books.status().ended() == 2);
        }
        List<Booking> ends = rows("select * from ledger where step = 1000000 order by request");
        assertThat(ends).extracting(Booking::kind).containsExactly("settle", "release");
        assertThat(ends).extracting(Booking::cause).containsOnly("crash");
        assertThat(ends.get(0).spent().count()).isEqualTo(130);
        assertThat(ends.get(0).amounts().output()).isEqualTo(40);
        assertThat(spentByTag()).containsExactly("{TAG=red} 2 130");
        Reconciliation found = new Reconciler(database).run();
        assertThat(found.findings()).isEmpty();
        assertThat(found.open()).isZero();
    }

    @Test
    void deadNodeComesBack_whatItKnowsBetter_isAdjusted() throws IOException {
        dead(folder.resolve("dead")).close(0);
        try (Bookkeeping books = open(folder.resolve("alive"), Duration.ofMillis(200))) {
            await().atMost(LONG).until(() -> books.status().ended() == 2);
        }
        try (Bookkeeping back = open(folder.resolve("dead"), Duration.ofSeconds(30))) {
            await().atMost(LONG).until(() -> back.status().caughtUp());
        }
        List<Booking> adjusted = rows("select * from ledger where kind = 'adjust'");
        assertThat(adjusted).extracting(row -> row.spent().count()).containsExactly(15L);
        assertThat(adjusted.get(0).amounts().output()).isEqualTo(-20);
        assertThat(spentByTag()).containsExactly("{TAG=red} 2 145");
        assertThat(new Reconciler(database).run().findings()).isEmpty();
    }

    @Test
    void ownCallsOfEarlierProcess_areEndedAtStart() throws IOException {
        Journal killed = dead(folder);
        killed.close(0);
        try (Bookkeeping back = open(folder, Duration.ofSeconds(30))) {
            await().atMost(LONG).until(() -> back.status().caughtUp());
            assertThat(back.status().ended()).isEqualTo(1);
        }
        assertThat(rows("select * from ledger where step = 1000000"))
                .extracting(row -> row.line().request() + " " + row.cause())
                .containsExactlyInAnyOrder("long reported", "short crash");
    }
}
