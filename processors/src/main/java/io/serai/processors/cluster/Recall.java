package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.serai.processors.limits.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Asks a node to give back what it holds of a limit and does not need. */
final class Recall implements Callable<Long>, HazelcastInstanceAware, IdentifiedDataSerializable {

    private static final int LIMIT = 1;
    private static final int CAPACITY = 2;
    private static final int FROM = 3;
    private static final int UNTIL = 4;
    private static final int ROLLING = 5;
    private static final int AMOUNT = 6;

    private byte[] frame;
    private @Nullable HazelcastInstance hazelcast;

    /** Is filled by {@link #readData}. */
    Recall() {
        frame = new byte[0];
    }

    Recall(Counter counter, long amount) {
        Duration rolling = counter.rolling();
        frame = new FrameWriter()
                .put(LIMIT, counter.limit())
                .put(CAPACITY, counter.capacity())
                .put(FROM, counter.from())
                .put(UNTIL, counter.until())
                .put(ROLLING, rolling == null ? 0 : rolling.toMillis())
                .put(AMOUNT, amount)
                .bytes();
    }

    @Override
    public Long call() {
        FrameReader in = new FrameReader(frame);
        long rolling = in.number(ROLLING, 0);
        Counter counter = new Counter(
                in.text(LIMIT),
                in.number(CAPACITY, 0),
                in.number(FROM, 0),
                in.number(UNTIL, Long.MAX_VALUE),
                rolling == 0 ? null : Duration.ofMillis(rolling));
        HazelcastPool pool = hazelcast == null ? null : HazelcastPool.of(hazelcast);
        return pool == null ? 0 : pool.giveUp(counter, in.number(AMOUNT, 0));
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }

    @Override
    public int getFactoryId() {
        return ClusterTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return ClusterTypes.RECALL;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(frame);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        frame = ClusterTypes.bytes(in);
    }
}
