package io.serai.processors.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/** Something that one node sends another to be done there: a frame, and what to do by it. */
abstract class FrameValue implements IdentifiedDataSerializable {

    private final int type;
    private byte[] frame;

    /** @param type of {@link ClusterTypes} */
    FrameValue(int type, byte[] frame) {
        this.type = type;
        this.frame = frame;
    }

    final FrameReader frame() {
        return new FrameReader(frame);
    }

    @Override
    public final int getFactoryId() {
        return ClusterTypes.FACTORY;
    }

    @Override
    public final int getClassId() {
        return type;
    }

    @Override
    public final void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(frame);
    }

    @Override
    public final void readData(ObjectDataInput in) throws IOException {
        frame = ClusterTypes.bytes(in);
    }
}
