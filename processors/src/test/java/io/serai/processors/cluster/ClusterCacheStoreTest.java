package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.map.IMap;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore.Sight;
import io.serai.processors.cache.CacheStore.Statistics;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import io.serai.processors.cache.store.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that three real members in one process keep together. */
class ClusterCacheStoreTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static CacheCluster cluster;

    private final String tenant = "ten_" + NUMBERS.incrementAndGet();

    @BeforeAll
    static void start() {
        cluster = new CacheCluster(3, 3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ClusterCacheStore store(int index) {
        return cluster.node(index).store();
    }

    private CacheKey key(long number) {
        return Answers.key(tenant + "/", number);
    }

    /** Keeps an answer, and waits until it is there for all. */
    private static void keep(int index, CacheKey key, CachedAnswer answer) {
        store(index).put(key, answer, HOUR);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> store((index + 1) % 3).look(key).isPresent());
    }

    @Test
    void find_keptByAnotherNode_isThatAnswer() {
        CachedAnswer kept = Answers.of("fast", Set.of("a", "b"), 77, Answers.chat("hello"));
        keep(0, key(1), kept);

        assertThat(store(1).find(key(1))).isEqualTo(kept);
        assertThat(store(2).find(key(1))).isEqualTo(kept);
        assertThat(store(0).find(key(1))).isSameAs(kept);
    }

    @Test
    void find_again_readsNothingFromAnywhere() {
        keep(0, key(1), Answers.saying("hello"));
        CachedAnswer first = store(1).find(key(1));
        // What the tests before this one have begun comes to its end.
        AtomicLong seen = new AtomicLong();
        await().during(Duration.ofMillis(200)).until(() -> seen.getAndSet(reads()) == reads());
        long decoded = cluster.node(1).codec().unpacked();
        long reads = reads();

        for (int i = 0; i < 1_000; i++) {
            assertThat(store(1).find(key(1))).isSameAs(first);
        }

        assertThat(cluster.node(1).codec().unpacked()).isEqualTo(decoded);
        assertThat(reads()).isEqualTo(reads);
    }

    private static long reads() {
        return cluster.nodes().stream().mapToLong(CacheCluster.Node::reads).sum();
    }

    @Test
    void findAll_someKnown_isThose() {
        List<CacheKey> keys =
                Stream.iterate(0L, i -> i + 1).limit(100).map(this::key).toList();
        for (int i = 0; i < 60; i++) {
            keep(i % 3, keys.get(i), Answers.saying("nr " + i));
        }

        Map<CacheKey, CachedAnswer> found = store(1).findAll(keys);

        assertThat(found).hasSize(60);
        assertThat(Answers.text(found.get(keys.get(42)))).isEqualTo("nr 42");
        assertThat(store(1).findAll(keys)).hasSize(60);
    }

    @Test
    void put_again_isReplacedAtAllNodes() {
        keep(0, key(1), Answers.saying("old"));
        store(1).find(key(1));
        store(2).find(key(1));

        CachedAnswer fresh = Answers.saying("new");
        store(0).put(key(1), fresh, HOUR);

        for (int i = 0; i < 3; i++) {
            ClusterCacheStore each = store(i);
            await().until(() -> Answers.text(each.find(key(1))).equals("new"));
        }
        assertThat(store(0).find(key(1))).as("at hand where it was made").isSameAs(fresh);
    }

    @Test
    void find_lifeIsOver_isNull() {
        store(0).put(key(1), Answers.saying("hello"), Duration.ofMillis(1));

        await().until(() -> store(0).find(key(1)) == null && store(1).find(key(1)) == null);
    }

    @Test
    void remove_ofOneNode_isGoneForAll() {
        keep(0, key(1), Answers.saying("hello"));
        store(2).find(key(1));

        assertThat(store(1).remove(key(1))).isTrue();

        assertThat(store(1).find(key(1))).isNull();
        await().atMost(Duration.ofSeconds(1))
                .until(() -> store(0).find(key(1)) == null && store(2).find(key(1)) == null);
        assertThat(store(1).remove(key(1))).isFalse();
    }

    /** The purge has returned: no node gives what it had at hand any more. */
    @Test
    void purge_ofOneNode_isDoneAtAllWhenItReturns() {
        List<CacheKey> keys = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            keys.add(key(i));
            CachedAnswer answer = Answers.of(i % 2 == 0 ? "even" : "odd", Set.of("t" + i % 3), i, Answers.chat("a"));
            store(i % 3).put(key(i), answer, HOUR);
        }
        for (int i = 0; i < 3; i++) {
            ClusterCacheStore each = store(i);
            await().until(() -> keys.stream().allMatch(key -> each.find(key) != null));
        }

        assertThat(store(0).purge(purge("even", null, null))).isEqualTo(150);
        assertThat(left(keys)).isEqualTo(150);
        assertThat(store(1).purge(purge(null, "t0", null))).isEqualTo(50);
        assertThat(store(2).purge(purge("mock/m-1", null, 100L))).isEqualTo(33);
        assertThat(left(keys)).isEqualTo(67);
        assertThat(store(2).purge(purge(null, null, null))).isEqualTo(67);
        assertThat(left(keys)).isZero();
    }

    /** What is being made meanwhile is not kept by any node. */
    @Test
    void purge_isHeardOfByAllNodes() {
        List<Long> before =
                cluster.nodes().stream().map(node -> node.store().purges()).toList();

        store(0).purge(purge(null, null, null));

        for (int i = 0; i < 3; i++) {
            assertThat(store(i).purges()).isGreaterThan(before.get(i));
        }
    }

    private Purge purge(String asked, String tag, Long before) {
        return new Purge(
                Optional.of(tenant + "/"),
                Optional.ofNullable(asked),
                Optional.ofNullable(tag),
                Optional.ofNullable(before));
    }

    private static long left(List<CacheKey> keys) {
        List<Long> counts = cluster.nodes().stream()
                .map(node -> keys.stream()
                        .filter(key -> node.store().find(key) != null)
                        .count())
                .distinct()
                .toList();
        assertThat(counts).as("all nodes agree").hasSize(1);
        return counts.get(0);
    }

    @Test
    void look_answer_tellsItFromOutside() {
        keep(0, key(1), Answers.of("fast", Set.of("t"), 7, Answers.chat("secret")));

        Sight sight = store(1).look(key(1)).orElseThrow();

        assertThat(sight.key()).isEqualTo(key(1));
        assertThat(sight.asked()).isEqualTo("fast");
        assertThat(sight.tags()).containsExactly("t");
        assertThat(sight.storedAt()).isEqualTo(7);
        assertThat(sight.bytes()).isPositive();
        assertThat(sight.toString()).doesNotContain("secret");
    }

    @Test
    void statistics_ofAnyNode_areOfAll() {
        Statistics before = store(0).statistics();
        for (int i = 0; i < 30; i++) {
            keep(i % 3, key(i), Answers.saying("hello"));
        }

        for (int i = 0; i < 3; i++) {
            Statistics told = store(i).statistics();
            assertThat(told.entries()).isGreaterThanOrEqualTo(before.entries() + 30);
            assertThat(told.bytes()).isGreaterThan(before.bytes());
            assertThat(told.nodes()).isEqualTo(3);
        }
    }

    /** F20: who is in the network already reads no words there, and can't have one tenant's read out to another. */
    @Test
    void find_movedToAnotherKeyOrDressedUp_isNull() {
        keep(0, key(1), Answers.saying("secret words"));
        IMap<String, byte[]> raw = cluster.node(1).hazelcast().getMap(ClusterMaps.CACHE);
        byte[] value = raw.get(key(1).name());
        CacheKey other = Answers.key("other" + tenant + "/", 1);
        CacheKey group = Answers.key(tenant + "/team:a", 1);
        CacheKey all = Answers.key("*/", 1);
        for (CacheKey key : List.of(other, group, all, key(2))) {
            raw.set(key.name(), value);

            assertThat(store(1).find(key)).isNull();
            raw.delete(key.name());
        }
        assertThat(new String(value, ISO_8859_1)).doesNotContain("secret").doesNotContain("assistant");
    }

    @Test
    void find_damagedOrForeignValue_isNull() {
        IMap<String, byte[]> raw = cluster.node(1).hazelcast().getMap(ClusterMaps.CACHE);
        raw.set(key(5).name(), new byte[] {1, 2, 3});
        raw.set(key(6).name(), new byte[0]);

        assertThat(store(0).find(key(5))).isNull();
        assertThat(store(0).look(key(5))).isEmpty();
        assertThat(store(0).find(key(6))).isNull();
        assertThat(store(0).purge(purge(null, null, null))).isEqualTo(2);
    }
}
