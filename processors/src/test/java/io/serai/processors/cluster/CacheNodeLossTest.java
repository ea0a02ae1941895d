package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;
import io.serai.processors.cache.InFlight.Streamed;
import io.serai.processors.cache.store.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that die, and nodes that come. */
class CacheNodeLossTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ANSWERS = 300;

    private final CacheCluster cluster = new CacheCluster(3, 4);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        cluster.close();
        threads.shutdownNow();
    }

    private ClusterFlightBoard board(int node, OpenFlight flight) {
        ClusterFlightBoard board = new ClusterFlightBoard(
                cluster.node(node).hazelcast(),
                CacheCluster.cipher(),
                cluster.node(node).store(),
                CacheCluster.PATIENCE,
                threads);
        board.offer(key -> flight.seat());
        return board;
    }

    /** Its copies are with the others; what it was telling them breaks, and never looks whole. */
    @Test
    void find_afterANodeWasKilled_isStillEveryAnswer() {
        for (int i = 0; i < ANSWERS; i++) {
            cluster.node(i % 3).store().put(Answers.key("ten_1/", i), Answers.saying("nr " + i), HOUR);
        }
        await().until(() -> cluster.node(0).store().statistics().entries() == ANSWERS);
        CacheKey read = Answers.key("ten_1/", 1_001);
        OpenFlight flight = new OpenFlight();
        ClusterFlightBoard follower = board(0, new OpenFlight());
        assertThat(board(2, flight).claim(read)).isEmpty();
        InFlight reading = follower.claim(read).orElseThrow();
        flight.chunk("one");
        ChatStream chunks = ((Streamed) reading.begin()).chunks();
        assertThat(OpenFlight.text(chunks.next())).isEqualTo("one");

        cluster.kill(2);

        assertThatThrownBy(chunks::hasNext).isInstanceOfSatisfying(SeraiException.class, gone -> assertThat(gone.kind())
                .isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE));
        for (int i = 0; i < ANSWERS; i++) {
            CachedAnswer found = cluster.node(i % 2).store().find(Answers.key("ten_1/", i));
            assertThat(found).as("answer " + i).isNotNull();
            assertThat(Answers.text(found)).isEqualTo("nr " + i);
        }
    }

    @Test
    void begin_leaderIsKilledBeforeContent_failsAndTheFollowerTakesOver() {
        CacheKey key = Answers.key("ten_1/", 1);
        OpenFlight flight = new OpenFlight();
        ClusterFlightBoard leader = board(2, flight);
        ClusterFlightBoard first = board(0, new OpenFlight());
        ClusterFlightBoard second = board(1, new OpenFlight());
        assertThat(leader.claim(key)).isEmpty();
        InFlight waiting = first.claim(key).orElseThrow();
        Future<?> waits = threads.submit(waiting::begin);
        await().until(() -> flight.seats() == 1);

        cluster.kill(2);

        assertThatThrownBy(waits::get).hasCauseInstanceOf(SeraiException.class);
        assertThat(first.claim(key)).as("takes over").isEmpty();
        assertThat(second.claim(key)).as("follows it").isPresent();
    }

    /** A node that joins fetches nothing ahead; what is asked of it at once it reads once for all who ask. */
    @Test
    void find_ofManyOnANodeThatHasJustJoined_readsItOnce() throws Exception {
        for (int i = 0; i < ANSWERS; i++) {
            cluster.node(i % 3).store().put(Answers.key("ten_1/", i), Answers.saying("nr " + i), HOUR);
        }
        await().until(() -> cluster.node(0).store().statistics().entries() == ANSWERS);

        CacheCluster.Node joined = cluster.join();
        long reads =
                cluster.nodes().stream().mapToLong(CacheCluster.Node::reads).sum();
        List<Future<CachedAnswer>> found = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            found.add(threads.submit(() -> joined.store().find(Answers.key("ten_1/", 7))));
        }
        for (Future<CachedAnswer> each : found) {
            assertThat(Optional.ofNullable(each.get()).map(Answers::text)).contains("nr 7");
        }

        assertThat(joined.codec().unpacked()).isOne();
        assertThat(cluster.nodes().stream().mapToLong(CacheCluster.Node::reads).sum() - reads)
                .isOne();
        for (int i = 0; i < ANSWERS; i++) {
            assertThat(joined.store().find(Answers.key("ten_1/", i))).isNotNull();
        }
    }
}
