package io.serai.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.Decision;
import io.serai.processors.audit.FileAnchor;
import io.serai.processors.audit.JournaledAuditLog;
import io.serai.processors.audit.JournaledAuditLog.Settings;
import io.serai.processors.audit.SealSigner;
import io.serai.processors.audit.SqlAuditStore;
import io.serai.processors.store.Schema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./serai audit verify} on a log that a node has written. */
class AuditCommandTest {

    @TempDir
    Path folder;

    private final JdbcDataSource database = new JdbcDataSource();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws Exception {
        database.setURL("jdbc:h2:file:" + folder.resolve("serai") + Schema.H2_OPTIONS);
        database.setUser("sa");
        Flyway.configure()
                .dataSource(database)
                .locations(Schema.migrations("jdbc:h2:"))
                .load()
                .migrate();
        SealSigner signer = SealSigner.ofSeed("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        try (FileAnchor anchor = new FileAnchor(folder.resolve("anchors"));
                JournaledAuditLog log = new JournaledAuditLog(
                        Settings.of(folder.resolve("journal"), "north"),
                        signer,
                        new SqlAuditStore(database),
                        List.of(anchor),
                        Clock.systemUTC())) {
            for (int i = 0; i < 40; i++) {
                log.append(AuditEvent.of(Who.NOBODY, new What("caller.authenticate", "key", "", ""), Decision.DENIED));
            }
        }
    }

    private int verify(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("verify", "--data", folder.toString()));
        arguments.addAll(List.of(options));
        printed.reset();
        return AuditCommand.run(arguments, Map.of(), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private int verifyAll() throws Exception {
        return verify(
                "--public-key",
                folder.resolve("journal/public-keys.pem").toString(),
                "--anchors",
                folder.resolve("anchors").toString());
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void change(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void verify_ofWhatWasWritten_saysIntact() throws Exception {
        assertThat(verifyAll()).isEqualTo(AuditCommand.INTACT);
        assertThat(output())
                .startsWith("40 rows under ")
                .contains(" in 1 chains")
                .endsWith("intact\n");
    }

    @Test
    void verify_ofAChangedRow_namesIt() throws Exception {
        change("update audit_event set decision = 'allowed' where seq = 3");
        assertThat(verifyAll()).isEqualTo(AuditCommand.CHANGED);
        assertThat(output()).contains("row changed: chain north-", " at 3: ").endsWith("NOT INTACT: 1 findings\n");
    }

    @Test
    void verify_ofALogThatWasCutOff_needsTheAnchors() throws Exception {
        change("delete from audit_event");
        change("delete from audit_seal");
        assertThat(verifyAll()).isEqualTo(AuditCommand.CHANGED);
        assertThat(output()).contains("cut off: chain north-");
        assertThat(verify()).isEqualTo(AuditCommand.INTACT);
        assertThat(output()).contains("not checked: signatures", "not checked: whether ends were cut off");
    }

    @Test
    void verify_fromLater_readsLess() throws Exception {
        String tomorrow = Instant.now().plusSeconds(86_400).toString();
        assertThat(verify("--from", tomorrow)).isEqualTo(AuditCommand.INTACT);
        assertThat(output()).startsWith("0 rows");
        assertThat(verify("--to", tomorrow)).isEqualTo(AuditCommand.INTACT);
        assertThat(output()).startsWith("40 rows");
    }

    @Test
    void database_givenByItsUrl_isRead() throws Exception {
        Map<String, String> environment = Map.of("SERAI_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("serai"));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        assertThat(AuditCommand.run(List.of("verify"), environment, out)).isEqualTo(AuditCommand.INTACT);
        assertThat(output()).startsWith("40 rows");
    }

    @Test
    void arguments_thatAreWrong_areNamed() {
        assertThatThrownBy(() -> verify("--from", "yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--from: expected 2026-01-31 or 2026-01-31T12:00:00Z, found 'yesterday'");
        assertThatThrownBy(() -> verify("--threads", "0")).hasMessageContaining("expected a whole number from 1");
        assertThatThrownBy(() -> verify("--keys", "x")).hasMessageContaining("unknown option --keys");
        assertThatThrownBy(() -> verify("--anchors")).hasMessageContaining("--anchors needs a value");
    }
}
