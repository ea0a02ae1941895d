package io.serai.processors.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.serai.api.error.GatewayException;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class LastUseTest {

    private final DatabaseKit kit;
    private final Office office;
    private final LastUse lastUse;
    private ApiKeyRecord key;

    LastUseTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.lastUse = new LastUse(kit.database(), office.clock);
    }

    @BeforeEach
    void key() {
        kit.empty();
        key = office.key(office.application(office.tenant("acme"), "shop"));
    }

    private Optional<Instant> lastUsed() {
        return office.store.keys().find(key.id()).orElseThrow().lastUsedAt();
    }

    @Test
    void used_isWrittenToTheMinute_withoutRaisingTheVersion() {
        lastUse.used(key.id());
        assertEquals(Optional.empty(), lastUsed());
        lastUse.run();
        assertEquals(Optional.of(Instant.parse("2026-03-02T10:15:00Z")), lastUsed());
        assertEquals(1, office.store.keys().find(key.id()).orElseThrow().version());
        office.clock.advance(Duration.ofMinutes(2));
        lastUse.used(key.id());
        lastUse.run();
        assertEquals(Optional.of(Instant.parse("2026-03-02T10:17:00Z")), lastUsed());
    }

    @Test
    void used_manyTimesInAMinute_isOneStatement() {
        lastUse.used(key.id());
        lastUse.run();
        int before = kit.statements().size();
        for (int i = 0; i < 100; i++) {
            lastUse.used(key.id());
            lastUse.run();
        }
        assertEquals(before, kit.statements().size());
    }

    @Test
    void run_databaseAway_isWrittenTheNextTime() {
        lastUse.used(key.id());
        kit.goAway();
        try {
            assertThrows(GatewayException.class, lastUse::run);
        } finally {
            kit.comeBack();
        }
        lastUse.run();
        assertEquals(Optional.of(Instant.parse("2026-03-02T10:15:00Z")), lastUsed());
    }
}
