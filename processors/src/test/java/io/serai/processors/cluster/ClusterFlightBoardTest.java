package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;
import io.serai.processors.cache.InFlight.Streamed;
import io.serai.processors.cache.InFlight.Whole;
import io.serai.processors.cache.store.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Equal calls of three nodes that are members of one real cluster in this process. */
class ClusterFlightBoardTest {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private static CacheCluster cluster;
    private static ExecutorService threads;
    private static final List<ClusterFlightBoard> BOARDS = new ArrayList<>();
    /** What each node has in the air. */
    private static final List<Map<CacheKey, OpenFlight>> FLIGHTS = new ArrayList<>();

    private final CacheKey key = Answers.key("ten_1/", NUMBERS.incrementAndGet());

    @BeforeAll
    static void start() {
        cluster = new CacheCluster(3, 3);
        threads = Executors.newCachedThreadPool();
        for (CacheCluster.Node node : cluster.nodes()) {
            ClusterFlightBoard board = new ClusterFlightBoard(
                    node.hazelcast(), CacheCluster.cipher(), node.store(), CacheCluster.PATIENCE, threads);
            Map<CacheKey, OpenFlight> flights = new ConcurrentHashMap<>();
            board.offer(wanted -> Optional.ofNullable(flights.get(wanted)).flatMap(OpenFlight::seat));
            BOARDS.add(board);
            FLIGHTS.add(flights);
        }
    }

    @AfterAll
    static void stop() {
        BOARDS.forEach(ClusterFlightBoard::close);
        cluster.close();
        threads.shutdownNow();
    }

    /** The node makes the call. */
    private OpenFlight lead(int node) {
        OpenFlight flight = new OpenFlight();
        FLIGHTS.get(node).put(key, flight);
        assertThat(BOARDS.get(node).claim(key)).isEmpty();
        return flight;
    }

    private void land(int node) {
        FLIGHTS.get(node).remove(key);
        BOARDS.get(node).landed(key);
    }

    private InFlight follow(int node) {
        return BOARDS.get(node).claim(key).orElseThrow();
    }

    @Test
    void claim_whileAnotherNodeCalls_tellsItsChunksAsTheyCome() throws Exception {
        OpenFlight leader = lead(0);
        InFlight first = follow(1);
        InFlight second = follow(2);
        for (InFlight each : List.of(first, second)) {
            Future<String> told = threads.submit(() -> {
                ChatStream chunks = ((Streamed) each.begin()).chunks();
                return OpenFlight.text(chunks.next());
            });
            leader.chunk("one");
            // The second chunk has not been made.
            assertThat(told.get()).isEqualTo("one");
            assertThat(each.source()).isEqualTo(OpenFlight.SOURCE);
        }
        leader.end();
        land(0);
        first.close();
        second.close();
    }

    @Test
    void begin_manyChunks_comeAllInTheirOrder() {
        OpenFlight leader = lead(1);
        InFlight follower = follow(2);
        for (int i = 0; i < 1_000; i++) {
            leader.chunk("c" + i);
        }
        leader.end();

        ChatStream chunks = ((Streamed) follower.begin()).chunks();
        for (int i = 0; i < 1_000; i++) {
            assertThat(OpenFlight.text(chunks.next())).isEqualTo("c" + i);
        }
        assertThat(chunks.hasNext()).isFalse();
        await().until(() -> leader.seats() == 0);
        land(1);
    }

    @Test
    void begin_wholeAnswer_isThatAnswer() {
        OpenFlight leader = lead(0);
        InFlight follower = follow(1);
        leader.answer(Answers.chat("hello"));

        assertThat(((Whole) follower.begin()).answer()).isEqualTo(Answers.chat("hello"));
        land(0);
    }

    @Test
    void begin_leaderFails_isItsFailureWithAllItsWords() {
        OpenFlight leader = lead(0);
        InFlight follower = follow(1);
        leader.fail(new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "Slow down.")
                .withCode("slow")
                .withParam("model")
                .withRetryAfter(Duration.ofSeconds(7)));

        assertThatThrownBy(follower::begin).isInstanceOfSatisfying(ProviderException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
            assertThat(failure).hasMessage("Slow down.");
            assertThat(failure.code()).contains("slow");
            assertThat(failure.param()).contains("model");
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        });
        land(0);
        assertThat(BOARDS.get(1).claim(key)).as("takes over").isEmpty();
        land(1);
    }

    @Test
    void read_leaderFailsAfterContent_isTheContentThenTheFailure() {
        OpenFlight leader = lead(0);
        InFlight follower = follow(1);
        leader.chunk("one");
        leader.fail(new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "Cut."));

        ChatStream chunks = ((Streamed) follower.begin()).chunks();

        assertThat(OpenFlight.text(chunks.next())).isEqualTo("one");
        assertThatThrownBy(chunks::hasNext).isInstanceOf(SeraiException.class).hasMessage("Cut.");
        land(0);
    }

    @Test
    void close_ofTheFollower_leavesTheLeadersCall() {
        OpenFlight leader = lead(0);
        InFlight waiting = follow(1);
        InFlight reading = follow(2);
        leader.chunk("one");
        ChatStream chunks = ((Streamed) reading.begin()).chunks();
        chunks.next();
        assertThat(leader.seats()).isEqualTo(2);

        waiting.close();
        chunks.close();

        await().until(() -> leader.seats() == 0);
        land(0);
    }

    @Test
    void close_byAnotherThreadThanTheOneThatWaits_endsTheWait() {
        OpenFlight leader = lead(0);
        InFlight follower = follow(1);
        Future<?> waits = threads.submit(follower::begin);
        await().until(() -> leader.seats() == 1);

        follower.close();

        assertThatThrownBy(waits::get).hasCauseInstanceOf(SeraiException.class);
        await().until(() -> leader.seats() == 0);
        land(0);
    }

    @Test
    void claim_landedAndKept_isTheAnswerThatWasKept() {
        OpenFlight leader = lead(0);
        leader.end();
        cluster.node(0).store().put(key, Answers.saying("kept"), Duration.ofHours(1));
        land(0);

        Optional<InFlight> late = BOARDS.get(2).claim(key);

        assertThat(((Whole) late.orElseThrow().begin()).answer()).isEqualTo(Answers.chat("kept"));
    }

    /** The one that has landed may have kept it long before: it was stale, or is too old for one who says how old. */
    @Test
    void claim_landedAndKeptBeforeWhatIsWanted_isGranted() {
        lead(0).end();
        cluster.node(0).store().put(key, Answers.of("fast", Set.of(), 500, Answers.chat("old")), Duration.ofHours(1));
        land(0);

        assertThat(BOARDS.get(2)
                        .claim(key, storedAt -> storedAt <= 500)
                        .orElseThrow()
                        .storedAt())
                .isEqualTo(500);
        assertThat(BOARDS.get(2).claim(key, storedAt -> storedAt > 500)).isEmpty();
        land(2);
    }

    @Test
    void claim_landedAndNotKept_isGranted() {
        lead(0).end();
        land(0);

        assertThat(BOARDS.get(1).claim(key)).isEmpty();
        land(1);
    }

    /** What could not be released, as its node had no such call any more. */
    @Test
    void claim_forgottenByItsNode_isVoid() {
        lead(0);
        FLIGHTS.get(0).remove(key);

        assertThat(BOARDS.get(1).claim(key)).isEmpty();
        land(1);
        land(0);
    }

    @Test
    void claim_ofManyAtOnceOnAllNodes_makesOneCall() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int node = i % 3;
            answers.add(threads.submit(() -> ask(node, calls)));
        }
        for (Future<String> each : answers) {
            assertThat(each.get()).isEqualTo("the answer");
        }
        assertThat(calls).hasValue(1);
    }

    /** As a cache asks: looks, shares the flight of its node, then that of another node. */
    private String ask(int node, AtomicInteger calls) {
        CachedAnswer known = cluster.node(node).store().find(key);
        if (known != null) {
            return Answers.text(known);
        }
        OpenFlight mine = new OpenFlight();
        OpenFlight other = FLIGHTS.get(node).putIfAbsent(key, mine);
        if (other != null) {
            return text((Whole) other.seat().orElseThrow().begin());
        }
        Optional<InFlight> elsewhere = BOARDS.get(node).claim(key);
        Map<String, Object> answer;
        if (elsewhere.isPresent()) {
            answer = ((Whole) elsewhere.get().begin()).answer();
            mine.answer(answer);
            FLIGHTS.get(node).remove(key);
        } else {
            calls.incrementAndGet();
            answer = Answers.chat("the answer");
            cluster.node(node).store().put(key, Answers.saying("the answer"), Duration.ofHours(1));
            mine.answer(answer);
            land(node);
        }
        return text(new Whole(answer));
    }

    private static String text(Whole whole) {
        return Answers.text(Answers.of("fast", java.util.Set.of(), 0, whole.answer()));
    }
}
