package io.serai.processors.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all nodes of a cluster, this one included, about their caches. */
final class CacheNodes {

    /** For operators, who can wait that long. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final HazelcastInstance hazelcast;

    CacheNodes(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /**
     * The answers, one of each node. Whoever leaves meanwhile is not waited for.
     *
     * @throws HazelcastException where one that is there does not answer
     */
    List<byte[]> askAll(Callable<byte[]> task) {
        Map<Member, Future<byte[]>> asked;
        try {
            asked = hazelcast.getExecutorService(ClusterMaps.CACHE_TASKS).submitToAllMembers(task);
        } catch (RejectedExecutionException e) {
            throw new HazelcastException("this node is about to stop", e);
        }
        long until = System.nanoTime() + PATIENCE_NANOS;
        List<byte[]> answers = new ArrayList<>();
        asked.forEach((member, answer) -> {
            try {
                answers.add(answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException e) {
                if (hazelcast.getCluster().getMembers().contains(member)) {
                    throw new HazelcastException("a node does not answer", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HazelcastException("interrupted", e);
            }
        });
        return answers;
    }
}
