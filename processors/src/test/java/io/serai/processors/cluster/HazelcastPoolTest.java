package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.processors.limits.Counter;
import io.serai.processors.limits.SharePool;
import io.serai.processors.limits.SharePoolContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three real members in one process; F34: all together give what one would. */
class HazelcastPoolTest extends SharePoolContract {

    private static final PoolSettings SETTINGS =
            new PoolSettings(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofMillis(10));

    private static LoopbackCluster cluster;
    private static final List<HazelcastPool> POOLS = new ArrayList<>();

    @BeforeAll
    static void start() {
        cluster = new LoopbackCluster(3);
        for (int i = 0; i < 3; i++) {
            POOLS.add(new HazelcastPool(cluster.member(i), SETTINGS, InstantSource.system()));
        }
    }

    @AfterAll
    static void stop() {
        POOLS.forEach(HazelcastPool::close);
        cluster.close();
    }

    @Override
    protected SharePool node(int index) {
        return new Exact(POOLS.get(index));
    }

    /** A pool that looks before it says how much is taken. */
    private record Exact(HazelcastPool pool) implements SharePool {
        @Override
        public void open(Counter counter, LongSupplier used) {
            pool.open(counter, used);
        }

        @Override
        public long take(Counter counter, long least, long most) {
            return pool.take(counter, least, most);
        }

        @Override
        public void overdraw(Counter counter, long amount) {
            pool.overdraw(counter, amount);
        }

        @Override
        public void giveBack(Counter counter, long amount) {
            pool.giveBack(counter, amount);
        }

        @Override
        public long taken(Counter counter) {
            return pool.look(counter);
        }

        @Override
        public void onRecall(ToLongBiFunction<Counter, Long> idle) {
            pool.onRecall(idle);
        }
    }

    private static Counter counter(long capacity) {
        return new Counter("lim_" + UUID.randomUUID(), capacity, 0, Long.MAX_VALUE, null);
    }

    @Test
    void taken_otherNodeTakes_isSeenSoon() {
        Counter counter = counter(10);
        node(0).open(counter, () -> 0);
        node(1).take(counter, 4, 4);

        await().until(() -> POOLS.get(0).taken(counter) == 4);
    }

    /** Hazelcast repeats an operation where a member dies before it has answered. */
    @Test
    void take_operationIsRepeated_isDoneOnce() {
        Counter counter = counter(10);
        node(0).open(counter, () -> 0);

        hold(counter, new NodeId(5, 5), 3);
        hold(counter, new NodeId(5, 5), 3);

        assertThat(node(0).taken(counter)).isEqualTo(3);
    }

    @Test
    void take_entryIsLost_countsAnewByTheLedgerAndVoidsWhatWasIdle() {
        Counter counter = counter(10);
        AtomicLong idle = new AtomicLong();
        AtomicLong ledger = new AtomicLong();
        node(0).open(counter, ledger::get);
        node(0).onRecall((asked, most) -> asked.equals(counter) ? idle.getAndSet(0) : 0);
        idle.set(node(0).take(counter, 5, 5));
        ledger.set(2);

        cluster.member(1).getMap(ClusterMaps.LIMITS).delete(counter.limit());

        assertThat(node(0).take(counter, 8, 8)).isEqualTo(8);
        assertThat(node(0).taken(counter)).isEqualTo(10);
        await().untilAsserted(() -> assertThat(idle).hasValue(0));
    }

    @Test
    void take_heldByANodeThatIsGone_isFreeAfterTheLeaseButForWhatTheLedgerShows() {
        Counter counter = counter(10);
        AtomicLong ledger = new AtomicLong(1);
        node(0).open(counter, ledger::get);
        hold(counter, new NodeId(1, 2), 6);
        node(0).take(counter, 2, 2);
        ledger.set(1 + 2 + 4);

        await().untilAsserted(() -> assertThat(node(0).take(counter, 3, 3)).isEqualTo(3));
        assertThat(node(0).take(counter, 1, 1)).isZero();
        assertThat(node(0).taken(counter)).isEqualTo(10);
    }

    /** What it used of a minute is written down nowhere: given out again it would be used twice. */
    @Test
    void take_shortWindowAndNodeIsGone_itsShareCountsUntilTheEnd() {
        long now = System.currentTimeMillis();
        Counter counter = new Counter("lim_" + UUID.randomUUID(), 10, now, now + 60_000, null);
        Counter lasting = counter(10);
        for (Counter each : List.of(counter, lasting)) {
            node(0).open(each, () -> 0);
            hold(each, new NodeId(1, 4), 6);
        }

        await().until(() -> node(0).take(lasting, 5, 5) == 5);

        assertThat(node(0).take(counter, 5, 5)).isZero();
    }

    @Test
    void take_ledgerCantBeAsked_allThatAGoneNodeHeldCountsAsUsed() {
        Counter counter = counter(10);
        node(0).open(counter, new AtomicLong()::get);
        hold(counter, new NodeId(1, 3), 6);
        node(0).open(counter, () -> {
            throw Lane.outOfReach(null);
        });

        assertThat(node(0).take(counter, 5, 5)).isZero();
        assertThat(node(0).take(counter, 4, 4)).isEqualTo(4);
    }

    private static void hold(Counter counter, NodeId node, long amount) {
        PoolRequest take = PoolRequest.of(PoolRequest.Kind.TAKE, counter, amount, amount, 7);
        cluster.member(2)
                .<String, byte[]>getMap(ClusterMaps.LIMITS)
                .executeOnKey(counter.limit(), PoolStep.of(node, 1, System.currentTimeMillis(), List.of(take)));
    }
}
