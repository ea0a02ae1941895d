package io.serai.processors.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How much of one window of a limit is taken, by whom. Changed by one thread, that of the partition it lies in. */
final class WindowState {

    private static final int FROM = 1;
    private static final int UNTIL = 2;
    private static final int OVER_AT = 3;
    private static final int BIRTH = 4;
    private static final int BASE = 5;
    private static final int SURPLUS = 6;
    private static final int HOLDER = 7;
    private static final Set<Integer> KNOWN = Set.of(FROM, UNTIL, OVER_AT, BIRTH, BASE, SURPLUS, HOLDER);

    private static final int AMOUNT = 3;

    /** What the clocks of two nodes may differ by: the slower one still asks for a window that is over for the other. */
    private static final long SKEW_MILLIS = 10_000;

    final long from;
    final long until;
    /** When it no longer says anything of what is left. */
    final long overAt;
    /** A random number, another one where the window was lost and is counted anew. */
    final long birth;

    private long base;
    private long surplus;
    private final Map<NodeId, Long> holders = new LinkedHashMap<>();
    private final byte[] rest;

    /** A window that nobody knew. */
    WindowState(PoolRequest request) {
        from = request.from();
        until = request.until();
        overAt = until == Long.MAX_VALUE ? until : until + request.rolling() + SKEW_MILLIS;
        birth = request.birth();
        rest = new byte[0];
    }

    WindowState(FrameReader in) {
        from = in.number(FROM, 0);
        until = in.number(UNTIL, Long.MAX_VALUE);
        overAt = in.number(OVER_AT, Long.MAX_VALUE);
        birth = in.number(BIRTH, 0);
        base = in.number(BASE, 0);
        surplus = in.number(SURPLUS, 0);
        for (FrameReader holder : in.frames(HOLDER)) {
            holders.put(NodeId.read(holder), holder.number(AMOUNT, 0));
        }
        rest = in.rest(KNOWN);
    }

    FrameWriter frame() {
        FrameWriter out = new FrameWriter()
                .put(FROM, from)
                .put(UNTIL, until)
                .put(OVER_AT, overAt)
                .put(BIRTH, birth)
                .put(BASE, base)
                .put(SURPLUS, surplus);
        holders.forEach((node, amount) -> out.put(HOLDER, node.frame().put(AMOUNT, amount)));
        return out.putRaw(rest);
    }

    boolean countsFor(PoolRequest request) {
        return request.rolling() == 0 ? from == request.from() : until > request.from() - request.rolling();
    }

    /** What was used before anybody took a share. */
    long base() {
        return base;
    }

    void addToBase(long amount) {
        base += amount;
    }

    long taken() {
        long sum = base;
        for (long amount : holders.values()) {
            sum += amount;
        }
        return sum;
    }

    long heldBy(NodeId node) {
        return holders.getOrDefault(node, 0L);
    }

    Set<NodeId> holders() {
        return holders.keySet();
    }

    void add(NodeId node, long amount) {
        holders.merge(node, amount, Long::sum);
    }

    /** A node gives back no more than it has. */
    void remove(NodeId node, long amount) {
        holders.computeIfPresent(node, (id, held) -> held > amount ? held - amount : null);
    }

    /** How often somebody took more than it needed at once. */
    long surplus() {
        return surplus;
    }

    void countSurplus() {
        surplus++;
    }

    /** Both sides of a cluster that was split have given out of the same window: what either knows to be taken is. */
    void merge(WindowState other) {
        base = Math.max(base, other.base);
        surplus += other.surplus;
        other.holders.forEach((node, amount) -> holders.merge(node, amount, Math::max));
    }
}
