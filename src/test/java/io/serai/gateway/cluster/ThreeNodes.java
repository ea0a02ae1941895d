package io.serai.gateway.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.processors.cluster.FreePorts;
import io.serai.processors.cluster.PoolSettings;
import io.serai.processors.responses.InMemoryResponseStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** Three nodes with the configuration of the gateway, on loopback in one process. */
final class ThreeNodes implements AutoCloseable {

    static final Cluster.Keeping KEEPING = new Cluster.Keeping(
            new InMemoryAnswerStore.Limits(100, 1 << 20, 1 << 16, Duration.ofHours(1)),
            InMemoryResponseStore.Limits.DEFAULT,
            16L << 20,
            Duration.ofSeconds(20));

    private final List<Cluster> nodes = new ArrayList<>();
    private final List<Integer> ports = FreePorts.of(3);

    ThreeNodes() {
        for (int port : ports) {
            nodes.add(start(port));
        }
    }

    private Cluster start(int port) {
        Join join = new Join.Tcp(ports.stream().map(each -> "127.0.0.1:" + each).toList());
        ClusterSettings settings = new ClusterSettings(
                join,
                "test-" + ports.get(0),
                "127.0.0.1",
                port,
                2,
                16L << 20,
                Duration.ofSeconds(4),
                new PoolSettings(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofMillis(50)));
        Cluster.Secrets secrets = new Cluster.Secrets(new SecretKeySpec(new byte[32], "HmacSHA256"), List.of());
        return Cluster.join(settings, KEEPING, "1.2.3", Clock.systemUTC(), () -> secrets);
    }

    Cluster node(int index) {
        return nodes.get(index);
    }

    /** The Hazelcast of a node, as somebody has it who is in the network already. */
    HazelcastInstance raw(int index) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(each -> each.getCluster().getLocalMember().getAddress().getPort() == port(index))
                .findFirst()
                .orElseThrow();
    }

    int port(int index) {
        return ports.get(index);
    }

    String name() {
        return "test-" + ports.get(0);
    }

    @Override
    public void close() {
        nodes.forEach(Cluster::close);
    }
}
