package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.processors.limits.Counter;
import io.serai.processors.limits.ForwardingPool;
import io.serai.processors.limits.SharePool;
import io.serai.processors.limits.SharePoolContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final class Exact extends ForwardingPool {

        private final HazelcastPool pool;

        Exact(HazelcastPool pool) {
            super(pool);
            this.pool = pool;
        }

        @Override
        public long taken(Counter counter) {
            return pool.look(counter);
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
    void take_heldByANodeThatIsGone_isFreeAfterTheLeaseButForWhatItSaidItUsed() {
        Counter counter = counter(10);
        node(0).open(counter, () -> 1);
        hold(counter, new NodeId(1, 2), 6, 4);
        node(0).take(counter, 2, 2);

        await().untilAsserted(() -> assertThat(node(0).take(counter, 3, 3)).isEqualTo(3));
        assertThat(node(0).take(counter, 1, 1)).isZero();
        assertThat(node(0).taken(counter)).isEqualTo(10);
    }

    @Test
    void take_shortWindowAndNodeIsGone_isFreeLikewise() {
        long now = System.currentTimeMillis();
        Counter counter = new Counter("lim_" + UUID.randomUUID(), 10, now, now + 60_000, null);
        node(0).open(counter, () -> 0);
        hold(counter, new NodeId(1, 4), 6, 5);

        await().until(() -> node(0).take(counter, 5, 5) == 5);
        assertThat(node(0).take(counter, 1, 1)).isZero();
    }

    /** It would say nothing of what it has used. */
    @Test
    void take_heldByAGoneNodeOfTheReleaseBefore_allOfItIsUsed() {
        Counter counter = counter(10);
        Counter other = counter(10);
        for (Counter each : List.of(counter, other)) {
            node(0).open(each, () -> 0);
        }
        hold(counter, new NodeId(1, 3), 6);
        hold(other, new NodeId(1, 3), 6, 0);

        await().until(() -> node(0).take(other, 5, 5) == 5);
        assertThat(node(0).take(counter, 5, 5)).isZero();
        assertThat(node(0).take(counter, 4, 4)).isEqualTo(4);
    }

    /** A node that has forgotten a counter for its long silence goes on where it was. */
    @Test
    void saw_firstAnswer_whatWasToldBeforeIsNotForgotten() {
        OpenCounter open = new OpenCounter(counter(10), () -> 0);
        assertThat(open.spent(new NodeId(1, 1))).isEmpty();

        open.saw(reply(7, 3), 0);
        open.spent.add(2);

        assertThat(open.spent(new NodeId(1, 1))).contains(new Spent(0, 7, 5));
        assertThat(open.isUntold()).isFalse();
        open.spent.add(1);
        assertThat(open.isUntold()).isTrue();
    }

    @Test
    void saw_anotherWindowOrANodeWithANewName_whatIsUsedBeginsAgain() {
        OpenCounter open = new OpenCounter(counter(10), () -> 0);
        open.saw(reply(7, 0), 0);
        open.spent.add(2);

        assertThat(open.saw(reply(8, 0), 0)).isTrue();
        open.spent.add(4);
        assertThat(open.spent(new NodeId(1, 1))).contains(new Spent(0, 8, 4));

        assertThat(open.spent(new NodeId(2, 2))).contains(new Spent(0, 8, 0));
        open.spent.add(1);
        assertThat(open.spent(new NodeId(2, 2))).contains(new Spent(0, 8, 1));
    }

    private static PoolReply reply(long birth, long spent) {
        return new PoolReply(true, 0, 0, birth, 0, spent, List.of());
    }

    /** A node takes something and never says what it has used. */
    private static long hold(Counter counter, NodeId node, long amount) {
        PoolRequest take = PoolRequest.of(PoolRequest.Kind.TAKE, counter, amount, amount, 7);
        return turn(counter, PoolStep.of(node, 1, System.currentTimeMillis(), List.of(take), List.of()))
                .birth();
    }

    private static void hold(Counter counter, NodeId node, long amount, long spent) {
        Spent told = new Spent(counter.from(), hold(counter, node, amount), spent);
        PoolRequest look = PoolRequest.of(PoolRequest.Kind.LOOK, counter, 0, 0, 7);
        turn(counter, PoolStep.of(node, 2, System.currentTimeMillis(), List.of(look), List.of(told)));
    }

    private static PoolReply turn(Counter counter, PoolStep step) {
        byte[] answer =
                cluster.member(2).<String, byte[]>getMap(ClusterMaps.LIMITS).executeOnKey(counter.limit(), step);
        return PoolStep.replies(answer).get(0);
    }
}
