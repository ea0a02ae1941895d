package io.serai.processors.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ChangesTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final DatabaseKit kit;
    private final SettableClock clock = new SettableClock();
    private final Heard heard = new Heard();
    private Changes changes;

    ChangesTest(DatabaseKit kit) {
        this.kit = kit;
    }

    @BeforeEach
    void empty() {
        kit.empty();
        changes = new Changes(kit.database(), clock, Duration.ofMillis(20));
        changes.listen("team", heard);
    }

    @AfterEach
    void close() {
        changes.close();
    }

    @Test
    void noted_afterStart_isHeardOnce() {
        note("team", "team_before");
        changes.start();
        note("team", "team_a");
        note("tenant", "ten_a");
        await().until(() -> heard.ids.contains("team_a"));
        note("team", "team_b");
        await().until(() -> heard.ids.contains("team_b"));
        assertEquals(Set.of("team_a", "team_b"), heard.ids);
    }

    @Test
    void noted_rolledBack_isNotHeard() {
        changes.start();
        try {
            kit.database().useTransaction(handle -> {
                Changes.note(handle, "team", "team_lost");
                throw new IllegalStateException();
            });
        } catch (IllegalStateException expected) {
            note("team", "team_a");
        }
        await().until(() -> heard.ids.contains("team_a"));
        assertFalse(heard.ids.contains("team_lost"));
    }

    @Test
    void noted_byTransactionThatEndsLater_isHeardThoughItsNumberIsLower() throws Exception {
        changes.start();
        CountDownLatch noted = new CountDownLatch(1);
        CountDownLatch heardOther = new CountDownLatch(1);
        Thread slow = new Thread(() -> kit.database().useTransaction(handle -> {
            Changes.note(handle, "team", "team_slow");
            noted.countDown();
            wait(heardOther);
        }));
        slow.start();
        noted.await();
        note("team", "team_fast");
        await().until(() -> heard.ids.contains("team_fast"));
        heardOther.countDown();
        await().until(() -> heard.ids.contains("team_slow"));
        slow.join();
    }

    @Test
    void poke_longBeforeTheNextRead_isHeardAtOnce() {
        try (Changes seldom = new Changes(kit.database(), clock, NEVER)) {
            seldom.listen("team", heard);
            seldom.start();
            note("team", "team_a");
            seldom.poke();
            await().until(() -> heard.ids.contains("team_a"));
        }
    }

    @Test
    void noted_whileDatabaseIsAway_isHeardWhenItIsBack() {
        changes.start();
        kit.goAway();
        try {
            try (HikariDataSource other = kit.newPool(1)) {
                new Database(other).useTransaction(handle -> Changes.note(handle, "team", "team_a"));
            }
            changes.poke();
        } finally {
            kit.comeBack();
        }
        await().until(() -> heard.ids.contains("team_a"));
    }

    @Test
    void listener_fails_hearsOfTheSameAgain() {
        heard.failures.set(3);
        changes.start();
        note("team", "team_a");
        await().until(() -> heard.ids.contains("team_a"));
        assertEquals(0, heard.failures.get());
    }

    @Test
    void read_afterLongSilence_readsAllAnewAndForgetsOldNotes() {
        note("team", "team_old");
        changes.start();
        kit.goAway();
        // The notes bear the time of the database.
        clock.advance(Duration.between(clock.instant(), Instant.now()).plusDays(1));
        kit.comeBack();
        await().until(() -> heard.missed.get() > 0);
        await().until(() -> notes() == 0);
    }

    @Test
    void begin_moreNotesThanOneReadTakes_readsAllAnew() {
        changes.start();
        kit.database().useTransaction(handle -> {
            for (int i = 0; i < 10_001; i++) {
                Changes.note(handle, "team", "team_" + i);
            }
        });
        await().until(() -> heard.missed.get() > 0);
        note("team", "team_after");
        await().until(() -> heard.ids.contains("team_after"));
        assertTrue(heard.missed.get() < 3);
    }

    private long notes() {
        return kit.database().read(handle -> handle.createQuery("select count(*) from change")
                .mapTo(Long.class)
                .one());
    }

    private void note(String kind, String id) {
        kit.database().useTransaction(handle -> Changes.note(handle, kind, id));
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Heard implements Changes.Listener {
        final Set<String> ids = ConcurrentHashMap.newKeySet();
        final AtomicInteger missed = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public void changed(Set<String> changed) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("as the test wants it");
            }
            ids.addAll(List.copyOf(changed));
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }
    }
}
