package io.serai.processors.cluster;

import org.jspecify.annotations.Nullable;

/** What one node has taken of a window, and what of it the node says it has used. Changed by one thread, that of the partition. */
final class Holding {

    private static final int AMOUNT = 3;
    private static final int SPENT = 3;
    private static final int SETTLED = 4;

    /** Nodes of the release before this one say nothing of what they have used. */
    private static final long UNKNOWN = -1;

    private long amount;
    private long spent = UNKNOWN;
    private boolean settled;

    static Holding read(FrameReader in) {
        Holding read = new Holding();
        read.amount = in.number(AMOUNT, 0);
        return read;
    }

    /** As all releases know it. */
    FrameWriter frame(NodeId node) {
        return node.frame().put(AMOUNT, amount);
    }

    void readSpent(FrameReader in) {
        spent = in.number(SPENT, UNKNOWN);
        settled = in.number(SETTLED, 0) != 0;
    }

    /** What the release before this one keeps without knowing it; null where there is nothing to say. */
    @Nullable
    FrameWriter spentFrame(NodeId node) {
        return spent == UNKNOWN && !settled
                ? null
                : node.frame().put(SPENT, spent).put(SETTLED, settled ? 1 : 0);
    }

    long amount() {
        return amount;
    }

    /** What is known to be used of it. */
    long spent() {
        return Math.max(0, spent);
    }

    /** Whether its node is gone, and what it did not use is free again. */
    boolean isSettled() {
        return settled;
    }

    boolean isNothing() {
        return amount <= 0;
    }

    void add(long more) {
        amount += more;
        settled = false;
    }

    /** A node gives back no more than it has, and nothing of what it has used. */
    void remove(long less) {
        amount = Math.max(amount - less, Math.min(amount, spent()));
    }

    /** Whether it says more than before. */
    boolean tell(long used) {
        if (used <= spent) {
            return false;
        }
        spent = used;
        if (settled) {
            // It was cut off only, and had used more than it could tell.
            amount = Math.max(amount, used);
        }
        return true;
    }

    /** Frees what was not used. Where nothing is known of that, all was. */
    void settle() {
        amount = spent == UNKNOWN ? amount : Math.min(amount, spent);
        settled = true;
    }

    /** What two copies that have been apart know together. */
    Holding larger(Holding other) {
        Holding larger = new Holding();
        larger.amount = Math.max(amount, other.amount);
        larger.spent = Math.max(spent, other.spent);
        larger.settled = settled && other.settled;
        return larger;
    }
}
