package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.serai.api.error.GatewayException;
import io.serai.processors.limits.Counter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F34: what a node gets that has just been cut off does not count as got. */
class MajorityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong();
    private List<HazelcastInstance> members;
    private Majority majority;

    @BeforeEach
    void start() {
        List<Integer> ports = FreePorts.of(3);
        members = ports.stream()
                .map(port -> LoopbackCluster.member("majority-" + ports.get(0), port, ports, 2))
                .toList();
        HazelcastInstance self = members.get(0);
        majority = new Majority(self, new RecallRounds(self, PATIENCE), nanos::get);
        majority.heed();
    }

    @AfterEach
    void stop() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }

    private void ends(int member) {
        int before = members.get(0).getCluster().getMembers().size();
        members.get(member).getLifecycleService().terminate();
        await().until(() -> members.get(0).getCluster().getMembers().size() == before - 1);
    }

    @Test
    void confirm_nodesAreLost_isAsLongAsEnoughOfTheRestAnswer() {
        majority.confirm();
        ends(1);
        // The one that is left answers.
        majority.heed();
        majority.confirm();
        // Without executor it can't.
        members.get(2).getExecutorService(ClusterMaps.RECALLS).shutdown();
        assertThatThrownBy(majority::confirm).isInstanceOf(GatewayException.class);
        majority.heed();

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        majority.confirm();
        ends(2);
        assertThatThrownBy(majority::heed).isInstanceOf(GatewayException.class);
        assertThatThrownBy(majority::confirm).isInstanceOf(GatewayException.class);
    }

    @Test
    void take_oneIsLostAndTheOtherIsSilent_isRefusedAndGivenBack() {
        HazelcastPool pool = new HazelcastPool(
                members.get(0), new PoolSettings(PATIENCE, Duration.ofMinutes(1), Duration.ZERO), Clock.systemUTC());
        Counter counter = new Counter("lim", 10, 0, Long.MAX_VALUE, null);
        pool.open(counter, () -> 0);
        assertThat(pool.take(counter, 1, 1)).isEqualTo(1);
        ends(1);
        members.get(2).getExecutorService(ClusterMaps.RECALLS).shutdown();

        assertThatThrownBy(() -> pool.take(counter, 4, 4)).isInstanceOf(GatewayException.class);

        await().until(() -> pool.look(counter) == 1);
        pool.close();
    }
}
