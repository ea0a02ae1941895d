package io.serai.processors.cluster;

import com.hazelcast.cluster.Member;
import java.util.UUID;

/** How nodes name each other: by what Hazelcast gives each member when it joins, so that a restarted node is another one. */
record NodeId(long high, long low) {

    static NodeId of(UUID uuid) {
        return new NodeId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    static NodeId of(Member member) {
        return of(member.getUuid());
    }

    static NodeId read(FrameReader in) {
        return new NodeId(in.number(1, 0), in.number(2, 0));
    }

    FrameWriter frame() {
        return new FrameWriter().put(1, high).put(2, low);
    }
}
