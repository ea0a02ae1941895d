package io.serai.processors.cluster;

import io.serai.processors.cluster.PoolRequest.Kind;
import io.serai.processors.limits.SharePool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the cluster knows of one limit: its windows, and what each node was answered last. The latter because Hazelcast may repeat an
 * operation when a member dies: a node asks one thing after the other, and what it has been answered already is not done again.
 */
final class LimitState {

    private static final int WINDOW = 1;
    private static final int ANSWERED = 2;
    private static final Set<Integer> KNOWN = Set.of(WINDOW, ANSWERED);

    private static final int TURN = 3;
    private static final int REPLIES = 4;

    /** The last words to a node. */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record Answered(long turn, byte[] replies) {}

    private final List<WindowState> windows = new ArrayList<>(2);
    private final Map<NodeId, Answered> answered = new LinkedHashMap<>();
    private final byte[] rest;
    private boolean changed;

    LimitState() {
        rest = new byte[0];
    }

    LimitState(byte[] bytes) {
        FrameReader in = new FrameReader(bytes);
        in.frames(WINDOW).forEach(window -> windows.add(new WindowState(window)));
        for (FrameReader node : in.frames(ANSWERED)) {
            answered.put(NodeId.read(node), new Answered(node.number(TURN, 0), node.bytes(REPLIES)));
        }
        rest = in.rest(KNOWN);
    }

    byte[] bytes() {
        FrameWriter out = new FrameWriter();
        windows.forEach(window -> out.put(WINDOW, window.frame()));
        answered.forEach((node, last) ->
                out.put(ANSWERED, node.frame().put(TURN, last.turn()).put(REPLIES, last.replies())));
        return out.putRaw(rest).bytes();
    }

    @Nullable
    Answered answered(NodeId node) {
        return answered.get(node);
    }

    void answer(NodeId node, long turn, byte[] replies) {
        answered.put(node, new Answered(turn, replies));
    }

    /** Whether anything is to be kept of what was asked since it was read. */
    boolean changed() {
        return changed;
    }

    /** When the last of its windows says nothing any more. */
    long overAt() {
        return windows.stream().mapToLong(window -> window.overAt).max().orElse(0);
    }

    PoolReply apply(NodeId node, PoolRequest request) {
        if (!isKnown(request)) {
            if (request.kind() != Kind.OPEN || request.amount() < 0) {
                return PoolReply.UNKNOWN;
            }
            window(request).addToBase(request.amount());
        }
        changed |= request.kind() != Kind.OPEN && request.kind() != Kind.LOOK && request.kind() != Kind.TAKE;
        return switch (request.kind()) {
            case TAKE -> take(node, request);
            case OVERDRAW -> {
                window(request).add(node, request.amount());
                yield reply(node, request, request.amount());
            }
            case GIVE_BACK -> {
                window(request).remove(node, request.amount());
                yield reply(node, request, 0);
            }
            case SETTLE -> {
                settle(request);
                yield reply(node, request, 0);
            }
            case OPEN -> reply(node, request, 0);
            case LOOK -> withHolders(node, request);
        };
    }

    /** A node says what it has used. To be told after what it has asked in the same breath. */
    void tell(NodeId node, Spent spent) {
        for (WindowState window : windows) {
            if (window.from == spent.from() && window.birth == spent.birth()) {
                changed |= window.tell(node, spent.amount());
            }
        }
    }

    private PoolReply take(NodeId node, PoolRequest request) {
        long left = request.capacity() - taken(request);
        long least = request.amount();
        if (left < least || least <= 0) {
            return withHolders(node, request);
        }
        long granted = least + Math.max(0, Math.min(request.most() - least, (left - least) / SharePool.PARTS));
        WindowState window = window(request);
        window.add(node, granted);
        changed = true;
        if (granted > least) {
            window.countSurplus();
        }
        return reply(node, request, granted);
    }

    /** What nodes that are gone have used after their last word is at most what they held unused then: that is given out twice. */
    private void settle(PoolRequest request) {
        counting(request).forEach(window -> window.settle(request.gone()));
        request.gone().forEach(answered::remove);
    }

    private PoolReply withHolders(NodeId node, PoolRequest request) {
        Set<NodeId> holders = new LinkedHashSet<>();
        counting(request).forEach(window -> holders.addAll(window.holders()));
        return reply(node, request, 0).with(List.copyOf(holders));
    }

    private boolean isKnown(PoolRequest request) {
        return windows.stream().anyMatch(window -> window.countsFor(request));
    }

    private List<WindowState> counting(PoolRequest request) {
        return windows.stream().filter(window -> window.countsFor(request)).toList();
    }

    private long taken(PoolRequest request) {
        long sum = 0;
        for (WindowState window : windows) {
            sum += window.countsFor(request) ? window.taken() : 0;
        }
        return sum;
    }

    private PoolReply reply(NodeId node, PoolRequest request, long granted) {
        WindowState window = window(request);
        long surplus = 0;
        for (WindowState each : windows) {
            surplus += each.countsFor(request) ? each.surplus() : 0;
        }
        return new PoolReply(true, granted, taken(request), window.birth, surplus, window.spentBy(node), List.of());
    }

    /** The one that is asked for; made where it is not there yet. */
    private WindowState window(PoolRequest request) {
        for (WindowState window : windows) {
            if (window.from == request.from()) {
                return window;
            }
        }
        // A window that begins shows which are over, by the clock that the counters were made by.
        windows.removeIf(window -> window.overAt <= request.from());
        WindowState made = new WindowState(request);
        windows.add(made);
        changed = true;
        return made;
    }

    /** Takes over what the other half of a cluster that was split knows. */
    void merge(LimitState other) {
        for (WindowState theirs : other.windows) {
            windows.stream()
                    .filter(own -> own.from == theirs.from)
                    .findFirst()
                    .ifPresentOrElse(
                            own -> own.merge(theirs, node -> heardLater(node, other)), () -> windows.add(theirs));
        }
        other.answered.forEach(
                (node, last) -> answered.merge(node, last, (own, theirs) -> own.turn() > theirs.turn() ? own : theirs));
    }

    /** A node is on one side at a time, and counts its turns. */
    private int heardLater(NodeId node, LimitState other) {
        Answered own = answered.get(node);
        Answered theirs = other.answered.get(node);
        return own == null || theirs == null ? 0 : Long.compare(own.turn(), theirs.turn());
    }
}
