package io.serai.processors.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How much of one window of a limit is taken, by whom. Changed by one thread, that of the partition it lies in. */
final class WindowState {

    private static final int FROM = 1;
    private static final int UNTIL = 2;
    private static final int OVER_AT = 3;
    private static final int BIRTH = 4;
    private static final int BASE = 5;
    private static final int SURPLUS = 6;
    private static final int HOLDER = 7;
    private static final int SPENT = 8;
    private static final Set<Integer> KNOWN = Set.of(FROM, UNTIL, OVER_AT, BIRTH, BASE, SURPLUS, HOLDER, SPENT);

    /** What the clocks of two nodes may differ by: the slower one still asks for a window that is over for the other. */
    private static final long SKEW_MILLIS = 10_000;

    /** So many that are gone are told apart. A half that was cut off may still take one of them for living, and is to count it once. */
    private static final int GONE_KEPT = 16;

    final long from;
    final long until;
    /** When it no longer says anything of what is left. */
    final long overAt;
    /** A random number, another one where the window was lost and is counted anew. */
    final long birth;

    private long base;
    private long surplus;
    private final Map<NodeId, Holding> holders = new LinkedHashMap<>();
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
            holders.put(NodeId.read(holder), Holding.read(holder));
        }
        for (FrameReader spent : in.frames(SPENT)) {
            Holding holding = holders.get(NodeId.read(spent));
            if (holding != null) {
                holding.readSpent(spent);
            }
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
        holders.forEach((node, holding) -> out.put(HOLDER, holding.frame(node)));
        holders.forEach((node, holding) -> {
            FrameWriter spent = holding.spentFrame(node);
            if (spent != null) {
                out.put(SPENT, spent);
            }
        });
        return out.putRaw(rest);
    }

    boolean countsFor(PoolRequest request) {
        return request.rolling() == 0 ? from == request.from() : until > request.from() - request.rolling();
    }

    /** What was used before anybody took a share. */
    void addToBase(long amount) {
        base += amount;
    }

    long taken() {
        long sum = base;
        for (Holding holding : holders.values()) {
            sum += holding.amount();
        }
        return sum;
    }

    /** What a node has said it has used. */
    long spentBy(NodeId node) {
        Holding holding = holders.get(node);
        return holding == null ? 0 : holding.spent();
    }

    /** Who may hold something that is not used. */
    List<NodeId> holders() {
        return holders.entrySet().stream()
                .filter(each -> !each.getValue().isSettled())
                .map(Map.Entry::getKey)
                .toList();
    }

    void add(NodeId node, long amount) {
        holders.computeIfAbsent(node, id -> new Holding()).add(amount);
    }

    void remove(NodeId node, long amount) {
        Holding holding = holders.get(node);
        if (holding != null) {
            holding.remove(amount);
            holders.values().removeIf(Holding::isNothing);
        }
    }

    /** A node says what it has used; whether that is more than was known. */
    boolean tell(NodeId node, long spent) {
        Holding holding = holders.get(node);
        return holding != null && holding.tell(spent);
    }

    /** Frees what nodes did not use that are gone. */
    void settle(Collection<NodeId> gone) {
        for (NodeId node : gone) {
            Holding holding = holders.get(node);
            if (holding != null) {
                holding.settle();
            }
        }
        holders.values().removeIf(Holding::isNothing);
        long many = holders.values().stream().filter(Holding::isSettled).count();
        Iterator<Holding> oldest = holders.values().iterator();
        while (many > GONE_KEPT && oldest.hasNext()) {
            Holding each = oldest.next();
            if (each.isSettled()) {
                base += each.amount();
                oldest.remove();
                many--;
            }
        }
    }

    /** How often somebody took more than it needed at once. */
    long surplus() {
        return surplus;
    }

    void countSurplus() {
        surplus++;
    }

    /**
     * Both sides of a cluster that was split have given out of the same window: what either knows to be taken is.
     *
     * @param heardLater above 0 where a node has spoken to this side last, below where to the other, 0 where nobody knows
     */
    void merge(WindowState other, ToIntFunction<NodeId> heardLater) {
        base = Math.max(base, other.base);
        surplus += other.surplus;
        Set<NodeId> nodes = new HashSet<>(holders.keySet());
        nodes.addAll(other.holders.keySet());
        for (NodeId node : nodes) {
            // Of a window that was counted anew meanwhile the later word is not about the same.
            int later = birth == other.birth ? heardLater.applyAsInt(node) : 0;
            Holding kept = later(later, holders.get(node), other.holders.get(node));
            if (kept == null) {
                holders.remove(node);
            } else {
                holders.put(node, kept);
            }
        }
    }

    private static @Nullable Holding later(int later, @Nullable Holding own, @Nullable Holding theirs) {
        if (later != 0) {
            return later > 0 ? own : theirs;
        }
        if (own == null || theirs == null) {
            return own == null ? theirs : own;
        }
        return own.larger(theirs);
    }
}
