package io.serai.processors.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DatabaseTest {

    private final DatabaseKit kit;
    private final Database database;

    DatabaseTest(DatabaseKit kit) {
        this.kit = kit;
        this.database = kit.database();
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void kind_isThatOfTheDatabase() {
        assertEquals(kit.kind(), database.kind());
    }

    @Test
    void inTransaction_workFails_leavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> database.useTransaction(handle -> {
                    tenant(handle, "ten_a", "a");
                    throw new IllegalStateException();
                }));
        assertEquals(1L, tenants());
    }

    @Test
    void inTransaction_sameKeyTwice_isDuplicate() {
        database.useTransaction(handle -> tenant(handle, "ten_a", "a"));
        assertThrows(DuplicateException.class, () -> database.useTransaction(handle -> tenant(handle, "ten_b", "a")));
        assertEquals(2L, tenants());
    }

    @Test
    void inTransaction_referenceToNothingOrFromSomething_isAReference() {
        assertThrows(ReferenceException.class, () -> database.useTransaction(handle -> team(handle, "ten_none", "t")));
        database.useTransaction(handle -> team(handle, "ten_home", "t"));
        assertThrows(
                ReferenceException.class,
                () -> database.useTransaction(handle -> handle.execute("delete from tenant where id = 'ten_home'")));
    }

    @Test
    void inTransaction_valueThatDoesNotFit_isTheCallersFault() {
        CallerException refused = assertThrows(
                CallerException.class,
                () -> database.useTransaction(handle -> team(handle, "ten_home", "x".repeat(201))));
        assertEquals(ErrorKind.CALLER_BAD_REQUEST, refused.kind());
    }

    @Test
    void inTransaction_statementThatIsNone_isOurFault_andTellsNoValue() {
        GatewayException failed = assertThrows(
                GatewayException.class,
                () -> database.useTransaction(handle -> handle.createUpdate("insert into nowhere values (:a)")
                        .bind("a", "hunter2")
                        .execute()));
        assertEquals(ErrorKind.GATEWAY_INTERNAL, failed.kind());
        for (Throwable each = failed; each != null; each = each.getCause()) {
            assertFalse(String.valueOf(each.getMessage()).contains("hunter2"));
        }
    }

    private static void team(Handle handle, String tenant, String name) {
        handle.createUpdate(
                        """
                        insert into team (id, tenant, name, status, version, created_at)
                        values ('team_a', :tenant, :name, 'active', 1, current_timestamp)
                        """)
                .bind("tenant", tenant)
                .bind("name", name)
                .execute();
    }

    @Test
    void onConflictDoNothing_sameKeyTwice_isOneRow() {
        for (int i = 0; i < 2; i++) {
            database.useTransaction(handle -> handle.createUpdate(
                            """
                            insert into tenant (id, name, status, version, created_at)
                            values (:id, :name, 'active', 1, current_timestamp) on conflict do nothing
                            """)
                    .bind("id", "ten_a")
                    .bind("name", "a")
                    .execute());
        }
        assertEquals(2L, tenants());
    }

    @Test
    void read_databaseAway_isOverloadedWithRetryAfter_F42() {
        kit.goAway();
        try {
            GatewayException refused = assertThrows(GatewayException.class, this::tenants);
            assertEquals(ErrorKind.GATEWAY_OVERLOADED, refused.kind());
            assertEquals(Optional.of(Duration.ofSeconds(2)), refused.retryAfter());
        } finally {
            kit.comeBack();
        }
        assertEquals(1L, tenants());
    }

    @Test
    void read_poolExhausted_isOverloaded_F42() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(kit.url());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            GatewayException refused = assertThrows(GatewayException.class, () -> new Database(pool)
                    .read(handle -> handle.createQuery("select count(*) from tenant")
                            .mapTo(Long.class)
                            .one()));
            assertEquals(ErrorKind.GATEWAY_OVERLOADED, refused.kind());
        }
    }

    @Test
    void inTransaction_deadlock_isTriedAgain() throws Exception {
        database.useTransaction(handle -> {
            tenant(handle, "ten_a", "a");
            tenant(handle, "ten_b", "b");
        });
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> done = List.of(
                    threads.submit(() -> touchBoth("ten_a", "ten_b", bothHoldOne)),
                    threads.submit(() -> touchBoth("ten_b", "ten_a", bothHoldOne)));
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(List.of(3L, 3L), database.read(handle -> handle.createQuery(
                        "select version from tenant where id <> 'ten_home'")
                .mapTo(Long.class)
                .list()));
    }

    private void touchBoth(String first, String second, CyclicBarrier bothHoldOne) {
        boolean[] waited = new boolean[1];
        database.useTransaction(handle -> {
            touch(handle, first);
            if (!waited[0]) {
                waited[0] = true;
                await(bothHoldOne);
            }
            touch(handle, second);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void touch(Handle handle, String id) {
        handle.createUpdate("update tenant set version = version + 1 where id = :id")
                .bind("id", id)
                .execute();
    }

    private static void tenant(Handle handle, String id, String name) {
        handle.createUpdate(
                        """
                        insert into tenant (id, name, status, version, created_at)
                        values (:id, :name, 'active', 1, current_timestamp)
                        """)
                .bind("id", id)
                .bind("name", name)
                .execute();
    }

    private long tenants() {
        return database.read(handle -> handle.createQuery("select count(*) from tenant")
                .mapTo(Long.class)
                .one());
    }
}
