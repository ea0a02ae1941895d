package io.serai.processors.cluster;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.serai.api.error.GatewayException;
import io.serai.processors.cluster.PoolRequest.Kind;
import java.util.List;
import java.util.UUID;

/** Frees what nodes held that are gone for good, but for what they have used by the ledger. */
final class DeadShares implements AutoCloseable {

    private final HazelcastInstance hazelcast;
    private final HazelcastPool pool;
    private final RecallRounds recalls;
    private final Departures departures;
    private final UUID registration;

    DeadShares(HazelcastInstance hazelcast, HazelcastPool pool, RecallRounds recalls, PoolSettings settings) {
        this.hazelcast = hazelcast;
        this.pool = pool;
        this.recalls = recalls;
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
            List<NodeId> holders =
                    pool.send(open, pool.request(open, Kind.LOOK, 0, 0)).holders();
            if (open.outlivesNodes() && !departures.over(holders).isEmpty()) {
                // What the living hold idle would else pass for used by them, and hide what the dead have used.
                recalls.recall(open.counter(), Long.MAX_VALUE, departures.living(holders));
                settle(open, holders);
            }
        } catch (GatewayException e) {
            // Whoever needs the share looks again.
        }
    }

    /** Frees what those of the holders held who are gone; whether there were any. */
    boolean settle(OpenCounter open, List<NodeId> holders) {
        List<NodeId> gone = open.outlivesNodes() ? departures.over(holders) : List.of();
        if (gone.isEmpty()) {
            return false;
        }
        try {
            PoolRequest request = pool.request(open, Kind.SETTLE, open.written(), 0);
            return pool.send(open, request.withGone(gone)).known();
        } catch (GatewayException e) {
            // The ledger can't be asked: until it can, all that they held counts as used.
            return false;
        }
    }

    @Override
    public void close() {
        hazelcast.getCluster().removeMembershipListener(registration);
    }
}
