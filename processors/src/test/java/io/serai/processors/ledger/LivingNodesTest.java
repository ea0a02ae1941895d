package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is taken for dead, and who is not. */
@OnEachDatabase
class LivingNodesTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long NANOS = LEASE.toNanos();

    private final DatabaseKit kit;
    private final Database database;
    private final Owner watching = new Owner("watching", 1);

    @TempDir
    Path folder;

    LivingNodesTest(DatabaseKit kit) {
        this.kit = kit;
        this.database = kit.database();
    }

    /** A node with a call that has not ended. */
    private Owner busy() throws IOException {
        kit.empty();
        Journal journal = Journal.open(JournalSettings.in(folder), 1);
        new JournalLedger(journal, InstantSource.system()).reserve(Lines.line("r", 1), Lines.nanos(1));
        new Shipper(journal, new Shipment(database)).ship();
        journal.close(0);
        return journal.owner();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void nodeThatGivesSigns_lives_andDiesALeaseAfterTheLast() throws IOException {
        Owner busy = busy();
        LivingNodes own = new LivingNodes(database, busy, LEASE);
        LivingNodes others = new LivingNodes(database, watching, LEASE);
        assertThat(others.dead(0)).isEmpty();
        own.dead(0);
        assertThat(others.dead(NANOS)).isEmpty();
        assertThat(others.dead(2 * NANOS - 1)).isEmpty();
        assertThat(others.dead(2 * NANOS)).containsExactly(busy);
        own.dead(0);
        assertThat(others.dead(3 * NANOS)).isEmpty();
    }

    @Test
    void whileTheDatabaseWasAway_nobodyDied() throws IOException {
        busy();
        LivingNodes others = new LivingNodes(database, watching, LEASE);
        assertThat(others.dead(0)).isEmpty();
        others.forget();
        assertThat(others.dead(2 * NANOS)).isEmpty();
    }

    @Test
    void oneself_isNeverDead() throws IOException {
        LivingNodes own = new LivingNodes(database, busy(), LEASE);
        own.dead(0);
        assertThat(own.dead(5 * NANOS)).isEmpty();
    }
}
