package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.processors.ledger.UsageQuery.Bucket;
import io.serai.processors.prices.NanoDollars;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about what was used. */
@OnEachDatabase
class UsagesTest {

    private static final long DAY = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final Filter ALL = new Filter(0, Long.MAX_VALUE, Subject.ALL);

    private final DatabaseKit kit;
    private final Usages usages;

    @TempDir
    Path folder;

    UsagesTest(DatabaseKit kit) {
        this.kit = kit;
        this.usages = new Usages(kit.database());
    }

    private static Line line(
            String request, int attempt, String tenant, String app, String model, long at, String... tags) {
        return new Line(
                request, attempt, tenant, "", app, "", "", "fast", "openai", model, Operation.CHAT, Set.of(tags), at);
    }

    @BeforeEach
    void book() throws IOException {
        kit.empty();
        try (Bookkeeping books = Bookkeeping.open(
                JournalSettings.in(folder), kit.database(), Duration.ofSeconds(30), InstantSource.system())) {
            settle(books, line("r1", 1, "ten_a", "app_1", "m1", DAY, "red", "blue"), 100);
            settle(books, line("r1", 2, "ten_a", "app_1", "m2", DAY + HOUR, "red"), 20);
            settle(books, line("r2", 1, "ten_a", "app_2", "m1", DAY + 23 * HOUR), 3);
            settle(books, line("r3", 1, "ten_b", "=cmd()", "m1", DAY + 24 * HOUR, "red"), 7);
            Line failed = line("r4", 1, "ten_b", "app_4", "m1", DAY + 24 * HOUR);
            books.ledger().reserve(failed, Lines.nanos(50));
            books.ledger().release(failed, "failed");
        }
    }

    private static void settle(Bookkeeping books, Line line, long cost) {
        books.ledger().reserve(line, Lines.nanos(cost));
        books.ledger().settle(line, Lines.charge(cost));
    }

    private List<UsageRow> query(Filter filter, Bucket bucket, ZoneOffset zone, Dimension... by) {
        return usages.query(new UsageQuery(filter, Set.of(by), bucket, zone, 100, Optional.empty()))
                .rows();
    }

    private static String told(UsageRow row) {
        return row.group().values() + " " + row.requests() + " " + row.attempts() + " " + row.output() + " "
                + row.cost().count();
    }

    @Test
    void sumOfAll_isOneRow() {
        assertThat(query(ALL, Bucket.NONE, ZoneOffset.UTC))
                .extracting(UsagesTest::told)
                .containsExactly("[] 4 5 80 130");
    }

    @Test
    void nothing_isNoRow() {
        assertThat(query(new Filter(0, 1, Subject.ALL), Bucket.NONE, ZoneOffset.UTC))
                .isEmpty();
    }

    @Test
    void byTenantAndModel_eachHasItsRow() {
        assertThat(query(ALL, Bucket.NONE, ZoneOffset.UTC, Dimension.TENANT, Dimension.MODEL))
                .extracting(UsagesTest::told)
                .containsExactly("[ten_a, m1] 2 2 40 103", "[ten_a, m2] 0 1 20 20", "[ten_b, m1] 2 2 20 7");
    }

    @Test
    void byTag_callsWithSeveralCountForEach() {
        assertThat(query(ALL, Bucket.NONE, ZoneOffset.UTC, Dimension.TAG))
                .extracting(UsagesTest::told)
                .containsExactly("[] 2 2 20 3", "[blue] 1 1 20 100", "[red] 2 3 60 127");
    }

    /** Out of the sums by the hour, and out of the rows. */
    @Test
    void byEachDimension_itsOwnValueIsTold() throws IOException {
        Line line = new Line(
                "r9",
                1,
                "tenant",
                "team",
                "app",
                "key",
                "user",
                "asked",
                "provider",
                "model",
                Operation.EMBED,
                Set.of("tag"),
                DAY);
        try (Bookkeeping books = Bookkeeping.open(
                JournalSettings.in(folder), kit.database(), Duration.ofSeconds(30), InstantSource.system())) {
            settle(books, line, 100);
        }
        Map<Dimension, String> tenant = Map.of(Dimension.TENANT, "tenant");
        for (Dimension dimension : Dimension.values()) {
            String value =
                    switch (dimension) {
                        case OPERATION -> Operation.EMBED.label();
                        case CAUSE -> "reported";
                        default -> dimension.label();
                    };
            for (long until : new long[] {DAY + 1, DAY + HOUR}) {
                assertThat(query(new Filter(DAY, until, tenant), Bucket.NONE, ZoneOffset.UTC, dimension))
                        .as(dimension.label())
                        .extracting(UsagesTest::told)
                        .containsExactly("[" + value + "] 1 1 20 100");
            }
        }
    }

    @Test
    void byDay_inAZone_beginsAtItsMidnight() {
        assertThat(query(ALL, Bucket.DAY, ZoneOffset.ofHours(1)))
                .extracting(UsageRow::bucketFrom)
                .containsExactly(DAY - HOUR, DAY + 23 * HOUR);
        assertThat(query(ALL, Bucket.HOUR, ZoneOffset.UTC)).hasSize(4);
    }

    /** Sums by the hour and rows give the same answer. */
    @Test
    void partsOfHours_areAnsweredFromRows() {
        assertThat(query(new Filter(DAY + 1, DAY + HOUR + 1, Subject.ALL), Bucket.NONE, ZoneOffset.UTC))
                .extracting(UsagesTest::told)
                .containsExactly("[] 0 1 20 20");
        assertThat(query(new Filter(DAY - 1, DAY + HOUR, Subject.ALL), Bucket.NONE, ZoneOffset.UTC))
                .extracting(UsagesTest::told)
                .containsExactly("[] 1 1 20 100");
        assertThat(query(new Filter(DAY - 1, DAY + 23 * HOUR + 1, Subject.ALL), Bucket.NONE, ZoneOffset.UTC))
                .extracting(UsagesTest::told)
                .containsExactly("[] 2 3 60 123");
        assertThat(query(ALL, Bucket.HOUR, ZoneOffset.ofHoursMinutes(5, 30)))
                .extracting(UsageRow::bucketFrom)
                .startsWith(DAY - HOUR / 2);
    }

    @Test
    void filters_narrow_eachDimension() {
        Map<Dimension, String> narrow = Map.of(
                Dimension.TENANT, "ten_a", Dimension.APP, "app_1", Dimension.TAG, "blue", Dimension.OPERATION, "chat");
        assertThat(query(new Filter(DAY, DAY + HOUR, narrow), Bucket.NONE, ZoneOffset.UTC))
                .extracting(UsagesTest::told)
                .containsExactly("[] 1 1 20 100");
        for (Dimension dimension : Dimension.values()) {
            Filter nobody = new Filter(0, Long.MAX_VALUE, Map.of(dimension, "nobody"));
            assertThat(query(nobody, Bucket.NONE, ZoneOffset.UTC))
                    .as(dimension.label())
                    .isEmpty();
        }
    }

    /** F2: whatever a filter or cursor says is a value. */
    @Test
    void sqlInFilters_F2_isAValue() {
        for (String attack : List.of("' or '1'='1", "x'; drop table ledger; --", "%", "\\", "ten_a\u0000")) {
            for (Dimension dimension : Dimension.values()) {
                Filter filter = new Filter(0, Long.MAX_VALUE, Map.of(dimension, attack));
                assertThat(query(filter, Bucket.NONE, ZoneOffset.UTC)).isEmpty();
                assertThat(new LedgerReader(kit.database())
                                .list(filter, Optional.empty(), 10)
                                .rows())
                        .isEmpty();
            }
            assertThatThrownBy(() -> new LedgerReader(kit.database()).list(ALL, Optional.of(attack), 10))
                    .isInstanceOf(CallerException.class);
        }
        assertThat(query(ALL, Bucket.NONE, ZoneOffset.UTC)).hasSize(1);
    }

    @Test
    void pages_togetherAreAll() {
        List<UsageRow> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Usages.Page page =
                    usages.query(new UsageQuery(ALL, Set.of(Dimension.APP), Bucket.NONE, ZoneOffset.UTC, 1, cursor));
            rows.addAll(page.rows());
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(rows)
                .extracting(row -> row.group().get(Dimension.APP))
                .containsExactlyInAnyOrder("app_1", "app_2", "=cmd()", "app_4");
    }

    @Test
    void csv_isSafeForSpreadsheets() {
        UsageQuery query = new UsageQuery(
                ALL, Set.of(Dimension.APP, Dimension.TENANT), Bucket.DAY, ZoneOffset.UTC, 100, Optional.empty());
        String csv = UsageCsv.header(query)
                + UsageCsv.lines(query, usages.query(query).rows());
        assertThat(csv).startsWith("from,tenant,app,requests,attempts,input_tokens,output_tokens,cost,saved\r\n");
        assertThat(csv)
                .contains("2026-11-20T00:00Z,ten_a,app_1,1,2,20,40,0.00000012,0\r\n")
                .contains(",'=cmd(),");
    }

    @Test
    void ledgerRows_areListedNewestFirst_pageByPage() {
        LedgerReader reader = new LedgerReader(kit.database());
        List<Booking> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            LedgerReader.Page page = reader.list(ALL, cursor, 3);
            rows.addAll(page.rows());
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(rows).hasSize(10).isSortedAccordingTo((a, b) -> Long.compare(b.id(), a.id()));
        assertThat(reader.ofRequest("r1", Optional.of("ten_a"))).hasSize(4);
        assertThat(reader.ofRequest("r1", Optional.of("ten_b"))).isEmpty();
    }

    @Test
    void usedSoFar_isWhatSqlSaysAndWhatWaits() throws IOException {
        List<Shipment.Item> waiting = LongStream.of(1, 2)
                .mapToObj(sequence -> new Shipment.Item(
                        sequence,
                        new Entry(
                                Kind.SETTLE,
                                sequence,
                                0,
                                line("w" + sequence, 1, "ten_a", "app_1", "m1", DAY, "red"),
                                Lines.nanos(1000),
                                NanoDollars.ZERO,
                                NanoDollars.ZERO,
                                "reported",
                                "p",
                                DAY)))
                .toList();
        Owner owner = new Owner("node", 1);
        LedgerUse use = new LedgerUse(kit.database(), owner, () -> waiting);
        Subject subject = Subject.of(Dimension.TENANT, "ten_a").and(Dimension.TAG, "red");
        assertThat(use.used(subject, DAY, DAY + 24 * HOUR))
                .isEqualTo(new LedgerUse.Used(3, 40, 80, new NanoDollars(2120)));
        assertThat(use.used(Subject.of(Dimension.TENANT, "ten_b"), DAY, DAY + 48 * HOUR)
                        .cost()
                        .count())
                .isEqualTo(7);
        // The first is shipped while it is asked for: counted once
        new Shipment(kit.database()).ship(owner, waiting.subList(0, 1));
        assertThat(use.used(subject, DAY, DAY + 24 * HOUR).cost().count()).isEqualTo(2120);
    }
}
