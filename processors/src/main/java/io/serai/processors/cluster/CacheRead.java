package io.serai.processors.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads answers where they lie: many of them in one message to each node. */
final class CacheRead extends FrameValue implements EntryProcessor<String, byte[], byte @Nullable []>, ReadOnly {

    private static final long serialVersionUID = 1;

    CacheRead() {
        super(ClusterTypes.CACHE_READ, new FrameWriter().bytes());
    }

    @Override
    public byte @Nullable [] process(Map.Entry<String, byte[]> entry) {
        return entry.getValue();
    }

    /** Copies have nothing to do. */
    @Override
    public @Nullable EntryProcessor<String, byte[], byte @Nullable []> getBackupProcessor() {
        return null;
    }
}
