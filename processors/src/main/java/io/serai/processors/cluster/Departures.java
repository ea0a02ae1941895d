package io.serai.processors.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Since when nodes are missing that hold something. A lease runs from then on: they may have been cut off only. Thread-safe. */
final class Departures {

    private static final long FORGOTTEN_NANOS = Duration.ofDays(1).toNanos();

    private final Cluster cluster;
    private final long lease;
    private final LongSupplier nanos;
    private final Map<NodeId, Long> since = new ConcurrentHashMap<>();

    Departures(Cluster cluster, Duration lease, LongSupplier nanos) {
        this.cluster = cluster;
        this.lease = lease.toNanos();
        this.nanos = nanos;
    }

    /** A node is missing from now on. */
    void left(Member member) {
        since.putIfAbsent(NodeId.of(member), nanos.getAsLong());
    }

    /** Those of the nodes that are missing for longer than a lease. One that was not known to be missing is so from now on. */
    List<NodeId> over(Collection<NodeId> nodes) {
        Set<NodeId> present = present();
        long now = nanos.getAsLong();
        return nodes.stream()
                .filter(node -> !present.contains(node) && now - since.computeIfAbsent(node, id -> now) >= lease)
                .toList();
    }

    /** Whether anybody is missing whose lease has ended since the last call that said so. */
    boolean anyOver() {
        long now = nanos.getAsLong();
        Set<NodeId> present = present();
        since.keySet().removeAll(present);
        since.values().removeIf(at -> now - at > FORGOTTEN_NANOS);
        return since.values().stream().anyMatch(at -> now - at >= lease && now - at < 3 * lease);
    }

    private Set<NodeId> present() {
        Set<NodeId> present = new HashSet<>();
        for (Member member : cluster.getMembers()) {
            present.add(NodeId.of(member));
        }
        return present;
    }
}
