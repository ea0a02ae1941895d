package io.serai.processors.cluster;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.serai.api.error.GatewayException;
import io.serai.processors.cluster.PoolRequest.Kind;
import java.util.List;
import java.util.UUID;

/** Frees what nodes held that are gone for good, but for what they had said to be used. */
final class DeadShares implements AutoCloseable {

    private final HazelcastInstance hazelcast;
    private final HazelcastPool pool;
    private final Departures departures;
    private final UUID registration;

    DeadShares(HazelcastInstance hazelcast, HazelcastPool pool, PoolSettings settings) {
        this.hazelcast = hazelcast;
        this.pool = pool;
        this.departures = new Departures(hazelcast.getCluster(), settings.lease(), System::nanoTime);
        this.registration = hazelcast.getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                departures.left(event.getMember());
            }
        });
    }

    /** Whether somebody has left of late whose shares are to be looked for. */
    boolean anyOver() {
        return departures.anyOver();
    }

    /** Looks whether anybody holds something of a counter who is gone, and frees it. */
    void collect(OpenCounter open) {
        try {
            settle(open, pool.send(open, pool.request(open, Kind.LOOK, 0, 0)).holders());
        } catch (GatewayException e) {
            // Whoever needs the share looks again.
        }
    }

    /** Frees what those of the holders held who are gone; whether there were any. */
    boolean settle(OpenCounter open, List<NodeId> holders) {
        List<NodeId> gone = departures.over(holders);
        return !gone.isEmpty() && pool.send(open, pool.settling(open, gone)).known();
    }

    @Override
    public void close() {
        hazelcast.getCluster().removeMembershipListener(registration);
    }
}
