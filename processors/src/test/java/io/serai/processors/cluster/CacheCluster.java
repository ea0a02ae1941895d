package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.serai.processors.cache.store.AnswerCodec;
import io.serai.processors.cluster.ContentCipher.Domain;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes with their caches, members of one real cluster in this process. */
final class CacheCluster implements AutoCloseable {

    /** Long: a machine that runs other tests as well makes nobody fail. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** One of them. */
    record Node(HazelcastInstance hazelcast, ClusterCacheStore store, ClusterNotes notes, AnswerCodec codec) {

        /** How often answers were read from where they lie with this node, by whomever. */
        long reads() {
            return hazelcast.getMap(ClusterMaps.CACHE).getLocalMapStats().getGetOperationCount();
        }
    }

    private final List<Integer> ports;
    private final List<Node> nodes = new ArrayList<>();

    /** @param most nodes, of which {@code size} are started now */
    CacheCluster(int size, int most) {
        ports = FreePorts.of(most);
        for (int i = 0; i < size; i++) {
            join();
        }
    }

    Node join() {
        int port = ports.get(nodes.size());
        HazelcastInstance hazelcast = LoopbackCluster.member("test-" + ports.get(0), port, ports, 1);
        AnswerCodec codec = new AnswerCodec();
        ClusterCacheStore store =
                new ClusterCacheStore(hazelcast, cipher(), 4L << 20, PATIENCE, Clock.systemUTC(), codec);
        Node node = new Node(hazelcast, store, new ClusterNotes(hazelcast, cipher()), codec);
        nodes.add(node);
        return node;
    }

    static ContentCipher cipher() {
        return ContentCipherTest.cipher(Domain.CACHE, ContentCipherTest.secret(1));
    }

    Node node(int index) {
        return nodes.get(index);
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Ends as a process does that is killed. */
    void kill(int index) {
        nodes.get(index).hazelcast.getLifecycleService().terminate();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.hazelcast.getLifecycleService().terminate());
    }
}
