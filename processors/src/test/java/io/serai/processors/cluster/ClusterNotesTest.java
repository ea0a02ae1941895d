package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.map.IMap;
import io.serai.processors.cache.AnswerNotes.Listener;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Purge;
import io.serai.processors.cache.store.Answers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Notes that two real members in one process tell each other. */
class ClusterNotesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static CacheCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new CacheCluster(2, 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Knows what a listener should know. */
    private static final class Known implements Listener {

        private final Map<CacheKey, String> notes = new ConcurrentHashMap<>();

        @Override
        public void came(CacheKey key, byte[] note) {
            notes.put(key, new String(note, UTF_8));
        }

        @Override
        public void went(CacheKey key) {
            notes.remove(key);
        }
    }

    private static Known listen(int node) {
        Known known = new Known();
        cluster.node(node).notes().listen(known);
        return known;
    }

    private static void keep(int node, CacheKey key, String note) {
        cluster.node(node).store().put(key, Answers.saying("hello"), HOUR);
        cluster.node(node).notes().put(key, note.getBytes(UTF_8), HOUR);
    }

    @Test
    void listen_notesOfBeforeAndAfter_areToldAtAllNodes() {
        CacheKey before = Answers.key("ten_1/", 1);
        CacheKey after = Answers.key("ten_1/", 2);
        keep(0, before, "before");
        Known here = listen(0);
        Known there = listen(1);
        keep(1, after, "after");
        await().until(() -> "after".equals(here.notes.get(after))); // what two nodes write at once has no order
        keep(0, after, "changed");

        for (Known each : new Known[] {here, there}) {
            await().until(() -> "before".equals(each.notes.get(before)) && "changed".equals(each.notes.get(after)));
        }
    }

    @Test
    void went_answerIsRemovedOrPurged_isToldAtAllNodes() {
        CacheKey removed = Answers.key("ten_2/", 1);
        CacheKey purged = Answers.key("ten_2/", 2);
        Known here = listen(0);
        Known there = listen(1);
        keep(0, removed, "a");
        keep(0, purged, "b");
        await().until(() -> there.notes.containsKey(removed) && there.notes.containsKey(purged));

        cluster.node(0).store().remove(removed);
        cluster.node(1)
                .store()
                .purge(new Purge(Optional.of("ten_2/"), Optional.empty(), Optional.empty(), Optional.empty()));

        for (Known each : new Known[] {here, there}) {
            await().until(() -> !each.notes.containsKey(removed) && !each.notes.containsKey(purged));
        }
    }

    @Test
    void close_ofAListener_endsItsNews() throws Exception {
        Known closed = new Known();
        cluster.node(0).notes().listen(closed).close();
        Known open = listen(0);
        CacheKey key = Answers.key("ten_3/", 1);

        keep(1, key, "a");

        await().until(() -> open.notes.containsKey(key));
        assertThat(closed.notes).doesNotContainKey(key);
    }

    /** F20: a question can be guessed from where it points, so nobody in the network reads that. */
    @Test
    void came_noteMovedToAnotherTenant_isNotTold() {
        CacheKey key = Answers.key("ten_4/", 1);
        CacheKey moved = Answers.key("ten_5/", 1);
        CacheKey last = Answers.key("ten_5/", 2);
        Known known = listen(1);
        keep(0, key, "secret");
        await().until(() -> known.notes.containsKey(key));
        IMap<String, byte[]> raw = cluster.node(0).hazelcast().getMap(ClusterMaps.CACHE_NOTES);
        byte[] value = raw.get(key.name());

        raw.set(moved.name(), value);
        keep(0, last, "c");

        await().until(() -> known.notes.containsKey(last));
        assertThat(known.notes).doesNotContainKey(moved);
        assertThat(new String(value, ISO_8859_1)).doesNotContain("secret");
    }
}
