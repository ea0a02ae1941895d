package io.serai.processors.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One step of the claim of a call, done where its key lies. Answers with the claim that stands in the way; nothing where none does. */
final class FlightClaim extends FrameValue implements EntryProcessor<String, byte[], byte[]> {

    private static final long serialVersionUID = 1;

    /** Who follows a call asks its node anyhow; this only takes away what somebody forgot. */
    private static final long FORGOTTEN_MILLIS = TimeUnit.MINUTES.toMillis(30);

    /** Longer than it takes to look for an answer, not to find it, and to claim its call. */
    private static final long LANDED_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private static final int MINE = 1;
    private static final int OVER = 2;
    private static final int LAND = 3;

    private static final int NODE = 1;
    private static final int NUMBER = 2;
    private static final int LANDED = 3;

    /** Is filled by {@link #readData}. */
    FlightClaim() {
        super(ClusterTypes.FLIGHT_CLAIM, new byte[0]);
    }

    private FlightClaim(FrameWriter frame) {
        super(ClusterTypes.FLIGHT_CLAIM, frame.bytes());
    }

    /**
     * Who makes a call.
     *
     * @param number of the claim, no other one of that node has
     * @param landed whether the call is over
     */
    record Claim(UUID node, long number, boolean landed) {

        byte[] bytes() {
            return new FrameWriter()
                    .put(NODE, node.toString())
                    .put(NUMBER, number)
                    .put(LANDED, landed ? 1 : 0)
                    .bytes();
        }

        static Claim read(byte[] bytes) {
            FrameReader in = new FrameReader(bytes);
            return new Claim(UUID.fromString(in.text(NODE)), in.number(NUMBER, 0), in.number(LANDED, 0) != 0);
        }
    }

    /** @param over a claim that is known to be void, which this one may replace */
    static FlightClaim claim(byte[] mine, byte @Nullable [] over) {
        FrameWriter out = new FrameWriter().put(MINE, mine);
        if (over != null) {
            out.put(OVER, over);
        }
        return new FlightClaim(out);
    }

    static FlightClaim land(byte[] mine) {
        return new FlightClaim(new FrameWriter().put(MINE, mine).put(LAND, 1));
    }

    @Override
    public byte[] process(Map.Entry<String, byte[]> entry) {
        FrameReader in = frame();
        byte[] mine = in.bytes(MINE);
        byte[] there = value(entry);
        if (in.number(LAND, 0) != 0) {
            if (Arrays.equals(mine, there)) {
                Claim claim = Claim.read(mine);
                set(entry, new Claim(claim.node, claim.number, true).bytes(), LANDED_MILLIS);
            }
            return new byte[0];
        }
        if (there == null || Arrays.equals(there, in.bytes(OVER))) {
            set(entry, mine, FORGOTTEN_MILLIS);
            return new byte[0];
        }
        return there;
    }

    private static void set(Map.Entry<String, byte[]> entry, byte[] value, long millis) {
        ((ExtendedMapEntry<String, byte[]>) entry).setValue(value, millis, TimeUnit.MILLISECONDS);
    }

    /** Hazelcast is not annotated: a key without a value has null. */
    @SuppressWarnings("NullAway")
    private static byte @Nullable [] value(Map.Entry<String, byte[]> entry) {
        return entry.getValue();
    }
}
