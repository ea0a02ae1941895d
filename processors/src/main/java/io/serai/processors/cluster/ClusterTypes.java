package io.serai.processors.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/** Makes the few objects that nodes send each other, by number: no name of a class comes over the network. */
final class ClusterTypes implements DataSerializableFactory {

    static final int FACTORY = 0x5e7a1;

    static final int POOL_STEP = 1;
    static final int RECALL = 2;
    static final int LIMIT_MERGE = 3;
    static final int CACHE_PURGE = 10;
    static final int CACHE_READ = 11;
    static final int CACHE_TASK = 12;
    static final int FLIGHT_CLAIM = 13;
    static final int FLIGHT_TASK = 14;

    @Override
    public IdentifiedDataSerializable create(int type) {
        return switch (type) {
            case POOL_STEP -> new PoolStep();
            case RECALL -> new Recall();
            case LIMIT_MERGE -> new LimitMerge();
            case CACHE_PURGE -> new CachePurge();
            case CACHE_READ -> new CacheRead();
            case CACHE_TASK -> new CacheTask();
            case FLIGHT_CLAIM -> new FlightClaim();
            case FLIGHT_TASK -> new FlightTask();
            default -> throw new IllegalArgumentException("a newer node sends something unknown: " + type);
        };
    }

    static byte[] bytes(ObjectDataInput in) throws IOException {
        byte[] bytes = in.readByteArray();
        if (bytes == null) {
            throw new IOException("expected bytes, found nothing");
        }
        return bytes;
    }
}
