package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.GatewayException;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.AuditVerifier.Extent;
import io.serai.processors.audit.JournaledAuditLog.Settings;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit log from the event to the verified table, on both databases. */
@OnEachDatabase
class JournaledAuditLogTest {

    private static final SealSigner SIGNER = SmallLog.SIGNER;

    private final DatabaseKit kit;

    @TempDir
    Path folder;

    JournaledAuditLogTest(DatabaseKit kit) {
        this.kit = kit;
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private JournaledAuditLog open(String node) throws IOException {
        Settings settings = new Settings(folder.resolve(node), node, 8192, 50, Duration.ofMillis(20), 8000);
        FileAnchor anchor = new FileAnchor(anchorFile(node));
        return new JournaledAuditLog(
                settings, SIGNER, new SqlAuditStore(kit.source()), List.of(anchor), Clock.systemUTC());
    }

    private Path anchorFile(String node) {
        return folder.resolve("anchors-" + node);
    }

    private static AuditEvent event(int number) {
        return AuditEvent.of(
                        new Who("user:usr_1", "ten_1", "key_1", "tenant_admin"),
                        new What("key.create", "key", "key_" + number, "ten_" + number % 2),
                        Decision.CHANGED)
                .from("192.0.2.1", "req_" + number)
                .with(Detail.FIELDS, "name,models");
    }

    private AuditReport verify(String... nodes) throws SQLException, IOException {
        Path all = folder.resolve("all-anchors");
        List<String> lines = new ArrayList<>();
        for (String node : nodes) {
            lines.addAll(Files.readAllLines(anchorFile(node)));
        }
        Files.write(all, lines);
        try (BufferedReader reader = Files.newBufferedReader(all)) {
            Anchors anchors = Anchors.read(reader, Long.MIN_VALUE, Long.MAX_VALUE);
            return new AuditVerifier(new SqlAuditSource(kit.source()), Extent.all(2), Clock.systemUTC())
                    .verify(Optional.of(SmallLog.KEYS), Optional.of(anchors));
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = kit.source().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void events_ofTwoNodes_areChainedSealedAnchoredAndVerified() throws Exception {
        try (JournaledAuditLog north = open("north");
                JournaledAuditLog south = open("south")) {
            for (int number = 0; number < 300; number++) {
                (number % 3 == 0 ? north : south).append(event(number));
            }
            north.appendDurably(event(1000));
        }
        AuditReport report = verify("north", "south");
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).isEqualTo(301);
        assertThat(report.chains()).isEqualTo(2);
    }

    @Test
    void rows_changedInTheDatabase_areFound() throws Exception {
        for (int part = 0; part < 2; part++) {
            try (JournaledAuditLog north = open("north")) {
                for (int number = 0; number < 60; number++) {
                    north.append(event(60 * part + number));
                }
            }
        }
        assertThat(verify("north").intact()).isTrue();
        change("update audit_event set decision = 'allowed' where seq = 7");
        assertThat(verify("north").findings()).singleElement().satisfies(finding -> assertThat(finding.line())
                .contains("row changed", "at 7"));
        change("update audit_event set decision = 'changed' where seq = 7");
        change("update audit_event set object_id = 'key_x' where seq = 120");
        assertThat(verify("north").intact()).isFalse();
        change("delete from audit_seal where seq = (select max(seq) from audit_seal)");
        change("delete from audit_event where seq > (select max(last_row) from audit_seal)");
        assertThat(verify("north").findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CUT_OFF);
        change("delete from audit_seal");
        change("delete from audit_event");
        assertThat(verify("north").findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CUT_OFF);
    }

    @Test
    void database_awayForAWhile_losesNothing() throws Exception {
        try (JournaledAuditLog north = open("north")) {
            north.appendDurably(event(0));
            kit.goAway();
            for (int number = 1; number < 200; number++) {
                north.appendDurably(event(number));
            }
            await().until(() -> Files.readString(anchorFile("north")).lines().count() > 1);
            assertThat(north.backlog()).isPositive();
            kit.comeBack();
            await().until(() -> north.backlog() == 0);
        } finally {
            kit.comeBack();
        }
        // What is durable is not sealed yet; that is at the end of the log at the latest.
        assertThat(verify("north").findings()).isEmpty();
        assertThat(verify("north").rows()).isEqualTo(200);
    }

    @Test
    void process_thatDiedWhileTheDatabaseWasAway_shipsAfterItsStart() throws Exception {
        kit.goAway();
        try (JournaledAuditLog north = open("north")) {
            for (int number = 0; number < 500; number++) {
                north.append(event(number));
            }
        }
        // Half a frame, as a kill leaves it.
        Path newest = AuditJournal.files(folder.resolve("north"))
                .get(AuditJournal.files(folder.resolve("north")).size() - 1);
        Files.write(newest, new byte[] {0, 0, 0, 99, 1, 2}, StandardOpenOption.APPEND);
        Files.writeString(anchorFile("north"), "{\"chain\":\"nor", StandardOpenOption.APPEND);
        kit.comeBack();
        try (JournaledAuditLog north = open("north")) {
            north.appendDurably(event(500));
            await().until(() -> north.backlog() == 0);
        }
        AuditReport report = verify("north");
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).isEqualTo(501);
        assertThat(report.chains()).isEqualTo(1);
        assertThat(AuditJournal.files(folder.resolve("north"))).hasSize(1);
    }

    @Test
    void journal_thatAnotherHas_isRefused() throws Exception {
        try (JournaledAuditLog north = open("north")) {
            assertThat(north.chain()).startsWith("north-");
            assertThatThrownBy(() -> open("north"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void publicKey_isPutBesideTheJournalOnce() throws Exception {
        for (int start = 0; start < 2; start++) {
            open("north").close();
        }
        assertThat(folder.resolve("north").resolve(JournaledAuditLog.PUBLIC_KEYS))
                .hasContent(SIGNER.publicKeyPem());
    }

    @Test
    void append_afterTheEnd_isRefused() throws Exception {
        JournaledAuditLog north = open("north");
        north.close();
        assertThatThrownBy(() -> north.append(event(1))).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> north.appendDurably(event(1))).isInstanceOf(GatewayException.class);
    }

    @Test
    void list_byFilters_goesFromTheNewestPageByPage() throws Exception {
        try (JournaledAuditLog north = open("north")) {
            for (int number = 0; number < 25; number++) {
                north.append(event(number));
            }
        }
        SqlAuditReader reader = new SqlAuditReader(kit.source());
        List<String> ids = new ArrayList<>();
        AuditPage page = reader.list(AuditQuery.ALL, "", 10);
        while (true) {
            page.rows().forEach(row -> ids.add(row.event().what().id()));
            if (page.next().isEmpty()) {
                break;
            }
            page = reader.list(AuditQuery.ALL, page.next(), 10);
        }
        assertThat(ids).hasSize(25).doesNotHaveDuplicates().startsWith("key_24").endsWith("key_0");
        AuditQuery one = new AuditQuery(
                "ten_1", "user:usr_1", "key_1", "key.create", "key", "key_3", "changed", "req_3", 0, Long.MAX_VALUE);
        assertThat(reader.list(one, "", 10).rows()).singleElement().satisfies(row -> {
            assertThat(row.event()).isEqualTo(event(3));
            assertThat(row.hash()).hasSize(64);
        });
        AuditQuery foreign = AuditQuery.ofTenant("ten_9");
        assertThat(reader.list(foreign, "", 10).rows()).isEmpty();
        assertThatThrownBy(() -> reader.list(AuditQuery.ALL, "x", 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
