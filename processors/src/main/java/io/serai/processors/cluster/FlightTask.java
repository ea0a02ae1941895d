package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.serai.processors.cache.CacheKey;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What one node tells another about an answer on its way. Is over at once: nothing here waits. */
final class FlightTask extends FrameValue implements Callable<Boolean>, HazelcastInstanceAware {

    private static final int KIND = 1;
    private static final int FLIGHT = 2;
    private static final int KEY = 3;
    private static final int NODE = 4;
    private static final int TURN = 5;
    private static final int SEALED = 6;

    private static final int FOLLOW = 1;
    private static final int MORE = 2;
    private static final int LEAVE = 3;
    private static final int CHECK = 4;
    private static final int TELL = 5;

    private @Nullable HazelcastInstance hazelcast;

    /** Is filled by {@link #readData}. */
    FlightTask() {
        super(ClusterTypes.FLIGHT_TASK, new byte[0]);
    }

    private FlightTask(FrameWriter frame) {
        super(ClusterTypes.FLIGHT_TASK, frame.bytes());
    }

    private static FrameWriter about(int kind, String flight) {
        return new FrameWriter().put(KIND, kind).put(FLIGHT, flight);
    }

    /** To the node that makes a call: this one wants its answer. Is answered by whether there is such a call. */
    static FlightTask follow(String flight, CacheKey key, UUID follower) {
        return new FlightTask(about(FOLLOW, flight).put(KEY, key.name()).put(NODE, follower.toString()));
    }

    /** To the node that makes the call: what came was taken. */
    static FlightTask more(String flight) {
        return new FlightTask(about(MORE, flight));
    }

    /** To the node that makes the call: no more is wanted. */
    static FlightTask leave(String flight) {
        return new FlightTask(about(LEAVE, flight));
    }

    /** To the node that makes the call: is it still told? */
    static FlightTask check(String flight) {
        return new FlightTask(about(CHECK, flight));
    }

    /**
     * To the node that follows. Is answered by whether it still wants it.
     *
     * @param turn counts what is told, from 1
     */
    static FlightTask tell(String flight, long turn, byte[] sealed) {
        return new FlightTask(about(TELL, flight).put(TURN, turn).put(SEALED, sealed));
    }

    @Override
    public Boolean call() {
        ClusterFlightBoard board = hazelcast == null ? null : ClusterFlightBoard.of(hazelcast);
        if (board == null) {
            return false;
        }
        FrameReader in = frame();
        String flight = in.text(FLIGHT);
        return switch ((int) in.number(KIND, 0)) {
            case FOLLOW -> board.led().follow(flight, CacheKey.ofName(in.text(KEY)), UUID.fromString(in.text(NODE)));
            case MORE -> board.led().more(flight);
            case LEAVE -> board.led().leave(flight);
            case CHECK -> board.led().isTold(flight);
            case TELL -> board.followed().tell(flight, in.number(TURN, 0), in.bytes(SEALED));
            default -> false;
        };
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }
}
