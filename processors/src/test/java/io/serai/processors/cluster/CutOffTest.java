package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Member;
import io.serai.api.call.AttemptCheck;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.processors.limits.Counter;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.LimitSettings;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.Scope;
import io.serai.processors.limits.SharePool;
import io.serai.processors.limits.Window;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F34: a node that the others do not reach any more, be it dead or cut off, makes a limit wrong by its share at most. */
class CutOffTest {

    private static final PoolSettings SETTINGS =
            new PoolSettings(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ZERO);

    private static final List<HazelcastPool> POOLS = new ArrayList<>();

    private static LoopbackCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = new LoopbackCluster(3);
    }

    @AfterAll
    static void stop() {
        POOLS.forEach(HazelcastPool::close);
        cluster.close();
    }

    private static HazelcastPool pool(int node) {
        HazelcastPool pool = new HazelcastPool(cluster.member(node), SETTINGS, Clock.systemUTC());
        POOLS.add(pool);
        return pool;
    }

    private static void cutOff(int node) {
        cluster.member(node).getLifecycleService().terminate();
    }

    @Test
    void take_nodeDiesThatHasToldWhatItUsed_justTheRestIsFree() {
        Counter counter = new Counter("lim_dies", 10, 0, Long.MAX_VALUE, null);
        HazelcastPool living = pool(0);
        HazelcastPool dying = pool(1);
        dying.open(counter, () -> 0);
        living.open(counter, () -> {
            throw new AssertionError("SQL is away");
        });
        assertThat(dying.take(counter, 9, 9)).isEqualTo(9);
        assertThat(living.take(counter, 1, 1)).isEqualTo(1);
        dying.spending(counter).accept(4);
        dying.look(counter);

        cutOff(1);

        await().until(() -> living.take(counter, 5, 5) == 5);
        assertThat(living.take(counter, 1, 1)).isZero();
    }

    @Test
    void close_nodeLeaves_hasToldAllThatItUsed() {
        Counter counter = new Counter("lim_leaves", 10, 0, Long.MAX_VALUE, null);
        HazelcastPool leaving = pool(0);
        leaving.open(counter, () -> 0);
        leaving.take(counter, 9, 9);
        leaving.spending(counter).accept(4);

        leaving.close();

        assertThat(told(counter, cluster.member(0).getCluster().getLocalMember()))
                .isEqualTo(4);
    }

    /** Both sides go on until nothing is left for them: the one alone on its share, the others once they have given that out again. */
    @Test
    void admit_bothSidesOfACut_asMuchAsThereIsAndTheShare() {
        int calls = 160;
        Limits together = limits(pool(0), calls, "together");
        Limits alone = limits(pool(2), calls, "alone");
        long before = admitted(together, 20) + admitted(alone, 20);
        Counter counter = new Counter("lim_cut", calls * LimitsProcess.COST, 0, Long.MAX_VALUE, null);
        Member cut = cluster.member(2).getCluster().getLocalMember();
        alone.look();
        await().until(() -> told(counter, cut) == 20 * LimitsProcess.COST);

        cutOff(2);
        long lonely = admitted(alone, calls);
        await().untilAsserted(() -> {
            admitted(together, calls);
            assertThat(FileLedger.calls(folder, "lim_cut")).isGreaterThanOrEqualTo(calls + lonely);
        });

        assertThat(before).isEqualTo(40);
        assertThat(lonely).isBetween(1L, (long) calls / SharePool.PARTS);
        assertThat(admitted(together, 20)).isZero();
        assertThat(FileLedger.calls(folder, "lim_cut")).isEqualTo(calls + lonely);
    }

    /** What the cluster knows that a node has used. */
    private static long told(Counter counter, Member node) {
        byte[] entry =
                cluster.member(0).<String, byte[]>getMap(ClusterMaps.LIMITS).get(counter.limit());
        PoolRequest look = PoolRequest.of(PoolRequest.Kind.LOOK, counter, 0, 0, 7);
        return new LimitState(entry).apply(NodeId.of(node), look).spent();
    }

    private Limits limits(SharePool pool, int calls, String name) {
        FileLedger ledger = new FileLedger(folder, name);
        ledger.write("lim_cut");
        Limits limits = new Limits(new Limits.Surroundings(
                pool,
                Clock.systemUTC(),
                (asked, subject, from, until) -> 0,
                ledger,
                new FixedPrice(),
                (model, operation, request) -> 10,
                LimitListener.NONE,
                new LimitSettings(1_000, 256, Duration.ofMinutes(10))));
        limits.book()
                .replace(
                        "test",
                        List.of(Limit.of(
                                "lim_cut", "", Scope.ALL, Metric.COST, calls * LimitsProcess.COST, Window.ENDLESS)));
        return limits;
    }

    /** How many of so many calls are let in. */
    private static long admitted(Limits limits, int calls) {
        long admitted = 0;
        for (int i = 0; i < calls && admits(limits); i++) {
            admitted++;
        }
        return admitted;
    }

    private static boolean admits(Limits limits) {
        Meter meter = new Meter(MeterListener.NONE);
        AttemptCheck.Grant grant;
        try {
            grant = limits.attempts().check(ask(meter));
        } catch (SeraiException refused) {
            return false;
        }
        Attempt attempt = meter.begin("prov", "m1", Operation.CHAT);
        attempt.report(Usage.of(10, 20));
        attempt.succeed();
        grant.ended(attempt, 0);
        return true;
    }

    private static AttemptCheck.Ask ask(Meter meter) {
        return new AttemptCheck.Ask(
                null,
                "req",
                "fast",
                "prov",
                "m1",
                Operation.CHAT,
                Map.of("max_tokens", 20, "messages", List.of(Map.of("role", "user", "content", "Hello"))),
                false,
                OptionalLong.empty(),
                Set.of(),
                meter);
    }
}
