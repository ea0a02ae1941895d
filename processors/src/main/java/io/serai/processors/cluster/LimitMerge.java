package io.serai.processors.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** After a cluster was split: what either half has given out of a limit counts. */
public final class LimitMerge
        implements SplitBrainMergePolicy<byte[], MergingValue<byte[]>, byte[]>, IdentifiedDataSerializable {

    @Override
    public byte[] merge(MergingValue<byte[]> theirs, @Nullable MergingValue<byte[]> own) {
        byte[] kept = own == null ? null : own.getDeserializedValue();
        if (kept == null) {
            return theirs.getDeserializedValue();
        }
        LimitState state = new LimitState(kept);
        state.merge(new LimitState(theirs.getDeserializedValue()));
        return state.bytes();
    }

    @Override
    public int getFactoryId() {
        return ClusterTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return ClusterTypes.LIMIT_MERGE;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
