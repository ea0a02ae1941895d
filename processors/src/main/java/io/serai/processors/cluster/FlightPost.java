package io.serai.processors.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what nodes tell each other about answers on their way. Thread-safe. */
final class FlightPost {

    private static final Logger LOG = LoggerFactory.getLogger(FlightPost.class);

    private final HazelcastInstance hazelcast;

    FlightPost(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    UUID self() {
        return hazelcast.getCluster().getLocalMember().getUuid();
    }

    boolean isThere(UUID node) {
        return member(node) != null;
    }

    /** Does not wait. */
    void send(UUID node, FlightTask task) {
        var unused = submit(node, task);
    }

    /** Waits for the answer; no where none comes in time. */
    boolean ask(UUID node, FlightTask task, Duration patience) {
        Future<Boolean> asked = submit(node, task);
        if (asked == null) {
            return false;
        }
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | HazelcastException e) {
            LOG.debug("a node does not answer about an answer on its way", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private @Nullable Future<Boolean> submit(UUID node, FlightTask task) {
        try {
            Member member = member(node);
            return member == null
                    ? null
                    : hazelcast.getExecutorService(ClusterMaps.FLIGHT_TASKS).submitToMember(task, member);
        } catch (HazelcastException | HazelcastInstanceNotActiveException | RejectedExecutionException e) {
            LOG.debug("a node can't be told of an answer on its way", e);
            return null;
        }
    }

    private @Nullable Member member(UUID node) {
        for (Member each : hazelcast.getCluster().getMembers()) {
            if (each.getUuid().equals(node)) {
                return each;
            }
        }
        return null;
    }
}
