package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.serai.processors.cache.Purge;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a node is asked about the answers that it has. */
final class CacheTask extends FrameValue implements Callable<byte[]>, HazelcastInstanceAware {

    private static final int KIND = 1;
    private static final int PURGE = 2;

    private static final int FORGET = 1;
    private static final int COUNT = 2;

    private @Nullable HazelcastInstance hazelcast;

    /** Is filled by {@link #readData}. */
    CacheTask() {
        super(ClusterTypes.CACHE_TASK, new byte[0]);
    }

    private CacheTask(FrameWriter frame) {
        super(ClusterTypes.CACHE_TASK, frame.bytes());
    }

    /** To forget the copies that it has at hand. */
    static CacheTask forget(Purge purge) {
        return new CacheTask(new FrameWriter().put(KIND, FORGET).put(PURGE, CachePurge.write(purge)));
    }

    /** To say how much lies with it. */
    static CacheTask count() {
        return new CacheTask(new FrameWriter().put(KIND, COUNT));
    }

    @Override
    public byte[] call() {
        ClusterCacheStore store = hazelcast == null ? null : ClusterCacheStore.of(hazelcast);
        if (store == null) {
            return new FrameWriter().bytes();
        }
        FrameReader in = frame();
        return switch ((int) in.number(KIND, 0)) {
            case FORGET -> {
                store.forget(CachePurge.read(new FrameReader(in.bytes(PURGE))));
                yield new FrameWriter().bytes();
            }
            case COUNT -> store.count();
            default -> new FrameWriter().bytes();
        };
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }
}
