package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.Purge;
import io.serai.processors.cache.store.Answers;
import io.serai.processors.cache.store.LocalCacheStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F65: an answer is found in the scope that it was kept in and in no other, however alike their names are. */
class CacheScopeProbesTest {

    private static final int PROBES = 5_000;
    private static final long PURGED = 1_000_000;
    private static final Duration HOUR = Duration.ofHours(1);

    /** With slashes, signs and the beginnings of each other: ids of the directory have none of that, and it must not matter. */
    private static final List<String> SCOPES = List.of(
            "ten_1/",
            "ten_11/",
            "ten_/",
            "ten_1/team:a",
            "ten_1/team:ab",
            "ten_1/app:a",
            "ten_1/key:a",
            "ten_1/user:a",
            "ten_1/user:a/b",
            "ten_1/user:a#b",
            "ten_1/user:",
            "ten_11/team:a",
            "TEN_1/",
            " ten_1/",
            "ten_1//",
            "*/",
            "-/",
            "ten_1*/",
            "ten_1/#",
            "ten_1/user:#" + "0".repeat(64));

    private static CacheCluster cluster;
    private static CacheStore local;

    enum Where {
        ONE_NODE,
        OTHER_NODE
    }

    @BeforeAll
    static void start() {
        cluster = new CacheCluster(2, 2);
        local = new LocalCacheStore(16L << 20, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static CacheStore writer(Where where) {
        return where == Where.ONE_NODE ? local : cluster.node(0).store();
    }

    private static CacheStore reader(Where where) {
        return where == Where.ONE_NODE ? local : cluster.node(1).store();
    }

    @ParameterizedTest
    @EnumSource
    void find_inAnotherScope_isNeverFound(Where where) {
        Random random = new Random(65);
        List<CacheKey> kept = new ArrayList<>();
        for (int i = 0; i < SCOPES.size(); i++) {
            CacheKey key = Answers.key(SCOPES.get(i), where.ordinal() * 1_000L + i);
            kept.add(key);
            writer(where).put(key, Answers.saying(key.name()), HOUR);
        }
        int found = 0;
        for (int i = 0; i < PROBES; i++) {
            CacheKey victim = kept.get(random.nextInt(kept.size()));
            String scope = SCOPES.get(random.nextInt(SCOPES.size()));
            if (!scope.equals(victim.scope()) && reader(where).find(new CacheKey(scope, victim.digest())) != null) {
                found++;
            }
        }
        assertThat(found).isZero();
        for (CacheKey key : kept) {
            assertThat(Answers.text(reader(where).find(key))).isEqualTo(key.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void purge_ofOneScope_leavesAllOthers(Where where) {
        writer(where).purge(new Purge(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        for (String scope : SCOPES) {
            writer(where).put(Answers.key(scope, PURGED), Answers.saying(scope), HOUR);
        }

        writer(where).purge(new Purge(Optional.of("ten_1/"), Optional.empty(), Optional.empty(), Optional.empty()));

        for (String scope : SCOPES) {
            boolean there = reader(where).find(Answers.key(scope, PURGED)) != null;
            assertThat(there).as(scope).isEqualTo(!scope.startsWith("ten_1/"));
        }
    }
}
