package io.serai.processors.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.serai.processors.limits.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls back from nodes what they hold and do not need. */
final class RecallRounds {

    private final HazelcastInstance hazelcast;
    private final Duration patience;

    RecallRounds(HazelcastInstance hazelcast, Duration patience) {
        this.hazelcast = hazelcast;
        this.patience = patience;
    }

    /**
     * Asks all holders at once, and waits for them; who does not answer in time has given nothing.
     *
     * @return what has come back to the pool
     */
    long recall(Counter counter, long amount, Collection<NodeId> holders) {
        List<Future<Long>> asked = new ArrayList<>();
        try {
            for (Member member : hazelcast.getCluster().getMembers()) {
                if (holders.contains(NodeId.of(member))) {
                    asked.add(hazelcast
                            .getExecutorService(ClusterMaps.RECALLS)
                            .submitToMember(new Recall(counter, amount), member));
                }
            }
        } catch (HazelcastException | HazelcastInstanceNotActiveException | RejectedExecutionException e) {
            // Those that were asked may answer all the same.
        }
        long until = System.nanoTime() + patience.toNanos();
        long given = 0;
        for (Future<Long> each : asked) {
            given += answer(each, until);
        }
        return given;
    }

    private static long answer(Future<Long> asked, long until) {
        try {
            return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
