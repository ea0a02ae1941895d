package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether enough nodes see each other for what is got of a limit to be got from all. Hazelcast's own protection comes some moments after the
 * loss that it protects from. And nodes that fall silent together are missed one after the other: meanwhile a node that keeps the entry of
 * a limit itself gives to itself, and nobody else hears of it. Thread-safe.
 */
final class Majority {

    /** Longer than there is between two heartbeats: what has fallen silent at the same moment is missed by then. */
    private static final long DOUBT_NANOS = Duration.ofSeconds(10).toNanos();

    private final HazelcastInstance hazelcast;
    private final RecallRounds others;
    private final int minimum;
    private final LongSupplier nanos;
    private int seen;
    private long doubtedUntil;

    /** @param nanos as {@link System#nanoTime()} counts them */
    Majority(HazelcastInstance hazelcast, RecallRounds others, LongSupplier nanos) {
        this.hazelcast = hazelcast;
        this.others = others;
        this.minimum = ClusterMaps.minimum(hazelcast.getConfig());
        this.nanos = nanos;
        this.doubtedUntil = nanos.getAsLong();
    }

    /** @throws io.serai.api.error.GatewayException where too few are there */
    void heed() {
        isDoubted();
    }

    /**
     * To be asked after something was got: where somebody was lost of late the rest must answer.
     *
     * @throws io.serai.api.error.GatewayException where too few are there
     */
    void confirm() {
        if (isDoubted() && !others.isAnsweredBy(minimum - 1)) {
            throw Lane.outOfReach(null);
        }
    }

    private boolean isDoubted() {
        if (minimum <= 1) {
            return false;
        }
        int size = size();
        if (size < minimum) {
            throw Lane.outOfReach(null);
        }
        return isDoubted(size, nanos.getAsLong());
    }

    private synchronized boolean isDoubted(int size, long now) {
        if (size < seen) {
            doubtedUntil = now + DOUBT_NANOS;
        }
        seen = size;
        return doubtedUntil - now > 0;
    }

    private int size() {
        try {
            return hazelcast.getCluster().getMembers().size();
        } catch (HazelcastInstanceNotActiveException e) {
            throw Lane.outOfReach(e);
        }
    }
}
