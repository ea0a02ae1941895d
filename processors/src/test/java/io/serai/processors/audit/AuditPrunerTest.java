package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.audit.AuditVerifier.Extent;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is old is removed, and what is left is still proven to be all that is left. */
@OnEachDatabase
class AuditPrunerTest {

    private static final SmallLog LOG = SmallLog.of(new Random(8), 20);
    private static final Seal TENTH = LOG.seals.get(9);
    private static final Duration KEPT = Duration.ofDays(30);

    private final DatabaseKit kit;
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(TENTH.at() + 1).plus(KEPT), ZoneOffset.UTC);

    AuditPrunerTest(DatabaseKit kit) {
        this.kit = kit;
    }

    @BeforeEach
    void fill() throws SQLException {
        kit.empty();
        SqlAuditStore store = new SqlAuditStore(kit.source());
        for (Seal seal : LOG.seals) {
            store.store(new SealedBatch(
                    seal,
                    LOG.rows.stream()
                            .filter(row -> row.chain().equals(seal.chain())
                                    && row.number() >= seal.first()
                                    && row.number() <= seal.last())
                            .toList()));
        }
    }

    private AuditReport verify() throws SQLException {
        return new AuditVerifier(new SqlAuditSource(kit.source()), Extent.all(1), clock)
                .verify(Optional.of(SmallLog.KEYS), Optional.empty());
    }

    private long prune() throws SQLException {
        return new AuditPruner(kit.source(), SmallLog.SIGNER, clock).prune(KEPT);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = kit.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void oldSeals_areGone_andTheRestIsIntact() throws SQLException {
        AuditReport before = verify();
        assertThat(before.intact()).as("%s", before.findings()).isTrue();

        long gone = prune();

        AuditReport after = verify();
        assertThat(after.intact()).as("%s", after.findings()).isTrue();
        assertThat(gone).isPositive();
        assertThat(after.rows()).isEqualTo(before.rows() - gone);
        assertThat(after.seals()).isLessThan(before.seals());
        assertThat(prune()).isZero();
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void newestSeal_stays_howeverOldItIs() throws SQLException {
        Clock muchLater = Clock.fixed(Instant.parse("2999-01-01T00:00:00Z"), ZoneOffset.UTC);

        new AuditPruner(kit.source(), SmallLog.SIGNER, muchLater).prune(KEPT);

        AuditReport after = verify();
        assertThat(after.seals()).isEqualTo(SmallLog.CHAINS.size());
        assertThat(after.intact()).as("%s", after.findings()).isTrue();
    }

    @Test
    void statementOfWhatIsGone_changedForgedOrRemoved_isFound() throws SQLException {
        prune();
        run("update audit_pruned set last_row = last_row + 1");
        assertThat(verify().intact()).isFalse();

        run("delete from audit_pruned");
        assertThat(verify().intact()).isFalse();
    }

    /** Who can write to the store and has not the key removes a beginning, and says with what was signed for seals that it was old. */
    @Test
    void beginning_removedByAnother_isFound_evenWithASealInThePlaceOfTheStatement() throws SQLException {
        run("insert into audit_pruned select * from audit_seal where chain = '" + TENTH.chain() + "' and seq = 12");
        run("delete from audit_event where chain = '" + TENTH.chain() + "' and seq <= "
                + LOG.seals.get(11).last());
        run("delete from audit_seal where chain = '" + TENTH.chain() + "' and seq <= 12");

        assertThat(verify().findings())
                .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.SEAL_FORGED));
    }

    @Test
    void statement_ofAnEarlierTime_doesNotCoverALaterRemoval() throws SQLException {
        prune();
        run("delete from audit_event where chain = '" + TENTH.chain() + "' and seq <= "
                + LOG.seals.get(14).last());
        run("delete from audit_seal where chain = '" + TENTH.chain() + "' and seq <= 15");

        assertThat(verify().findings())
                .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.SEAL_MISSING));
    }
}
