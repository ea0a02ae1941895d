package io.serai.processors.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.serai.processors.cluster.LimitState.Answered;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All that one node asks of a limit at once, done where its entry lies, and likewise where the copy of that lies. */
final class PoolStep implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1;

    /** What nobody has asked about for so long is read from the ledger again. */
    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(24);

    private static final long SHORTEST_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private static final int NODE = 1;
    private static final int TURN = 2;
    private static final int NOW = 3;
    private static final int REQUEST = 4;
    private static final int SPENT = 5;
    private static final int REPLY = 1;

    private byte[] frame;

    /** Is filled by {@link #readData}. */
    PoolStep() {
        this(new byte[0]);
    }

    private PoolStep(byte[] frame) {
        this.frame = frame;
    }

    /**
     * One turn of a node.
     *
     * @param turn higher than all before; the same where a turn is repeated, as nobody knows whether it was done
     * @param now in milliseconds since the epoch
     * @param spent what the node has used of windows of the limit
     */
    static PoolStep of(NodeId node, long turn, long now, List<PoolRequest> requests, List<Spent> spent) {
        FrameWriter out =
                new FrameWriter().put(NODE, node.frame()).put(TURN, turn).put(NOW, now);
        requests.forEach(request -> out.put(REQUEST, request.frame()));
        spent.forEach(each -> out.put(SPENT, each.frame()));
        return new PoolStep(out.bytes());
    }

    /** The replies, one for each request; none where the turn has long been over. */
    static List<PoolReply> replies(byte[] answer) {
        return new FrameReader(answer)
                .frames(REPLY).stream().map(PoolReply::read).toList();
    }

    @Override
    public byte[] process(Map.Entry<String, byte[]> entry) {
        FrameReader in = new FrameReader(frame);
        NodeId node = NodeId.read(in.frames(NODE).get(0));
        long turn = in.number(TURN, 0);
        byte[] before = value(entry);
        LimitState state = before == null ? new LimitState() : new LimitState(before);
        Answered last = state.answered(node);
        if (last != null && last.turn() >= turn) {
            return last.turn() == turn ? last.replies() : new FrameWriter().bytes();
        }
        FrameWriter replies = new FrameWriter();
        for (FrameReader each : in.frames(REQUEST)) {
            replies.put(REPLY, state.apply(node, PoolRequest.read(each)).frame());
        }
        in.frames(SPENT).forEach(each -> state.tell(node, Spent.read(each)));
        byte[] answer = replies.bytes();
        if (state.changed()) {
            state.answer(node, turn, answer);
            long lasts = state.overAt() - in.number(NOW, 0);
            ((ExtendedMapEntry<String, byte[]>) entry)
                    .setValue(
                            state.bytes(),
                            Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, lasts)),
                            TimeUnit.MILLISECONDS);
        }
        return answer;
    }

    /** Hazelcast is not annotated: a key without a value has null. */
    @SuppressWarnings("NullAway")
    private static byte @Nullable [] value(Map.Entry<String, byte[]> entry) {
        return entry.getValue();
    }

    @Override
    public int getFactoryId() {
        return ClusterTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return ClusterTypes.POOL_STEP;
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
