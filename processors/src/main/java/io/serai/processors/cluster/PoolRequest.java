package io.serai.processors.cluster;

import io.serai.processors.limits.Counter;
import java.util.List;

/**
 * What a node asks of a limit's entry.
 *
 * @param from when the window began, {@code until} when it ends: milliseconds since the epoch
 * @param rolling how far back a rolling window looks, in milliseconds; 0 where it is none
 * @param amount to be taken at least, to be added or given back; of {@link Kind#OPEN} what the ledger shows as used, -1 where it has not
 *     been asked
 * @param most to be taken
 * @param birth a random number for a window that is made
 * @param gone nodes that no longer are, of {@link Kind#SETTLE}
 */
record PoolRequest(
        Kind kind,
        long from,
        long until,
        long rolling,
        long capacity,
        long amount,
        long most,
        long birth,
        List<NodeId> gone) {

    /** What is to be done. The numbers are part of the format. */
    enum Kind {
        OPEN(1),
        TAKE(2),
        OVERDRAW(3),
        GIVE_BACK(4),
        LOOK(5),
        /** Frees what nodes held that are gone, but for what they had said to be used. */
        SETTLE(6);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        private static Kind of(long number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new FrameException("a newer node asks a limit for something that this one does not know: " + number);
        }
    }

    private static final int KIND = 1;
    private static final int FROM = 2;
    private static final int UNTIL = 3;
    private static final int ROLLING = 4;
    private static final int CAPACITY = 5;
    private static final int AMOUNT = 6;
    private static final int MOST = 7;
    private static final int BIRTH = 8;
    private static final int GONE = 9;

    static PoolRequest of(Kind kind, Counter counter, long amount, long most, long birth) {
        return new PoolRequest(
                kind,
                counter.from(),
                counter.until(),
                counter.rolling() == null ? 0 : counter.rolling().toMillis(),
                counter.capacity(),
                amount,
                most,
                birth,
                List.of());
    }

    /** Puts back what this one took. */
    PoolRequest giveBack(long taken) {
        return new PoolRequest(Kind.GIVE_BACK, from, until, rolling, capacity, taken, 0, birth, List.of());
    }

    /** Frees what nodes held that are gone. */
    static PoolRequest settle(Counter counter, long birth, List<NodeId> gone) {
        // A node of the release before takes the amount for what the ledger shows, and then counts all that they held
        // as used.
        return of(Kind.SETTLE, counter, Long.MAX_VALUE, 0, birth).withGone(gone);
    }

    private PoolRequest withGone(List<NodeId> nodes) {
        return new PoolRequest(kind, from, until, rolling, capacity, amount, most, birth, List.copyOf(nodes));
    }

    static PoolRequest read(FrameReader in) {
        return new PoolRequest(
                Kind.of(in.number(KIND, 0)),
                in.number(FROM, 0),
                in.number(UNTIL, Long.MAX_VALUE),
                in.number(ROLLING, 0),
                in.number(CAPACITY, 0),
                in.number(AMOUNT, 0),
                in.number(MOST, 0),
                in.number(BIRTH, 0),
                in.frames(GONE).stream().map(NodeId::read).toList());
    }

    FrameWriter frame() {
        FrameWriter out = new FrameWriter()
                .put(KIND, kind.number)
                .put(FROM, from)
                .put(UNTIL, until)
                .put(ROLLING, rolling)
                .put(CAPACITY, capacity)
                .put(AMOUNT, amount)
                .put(MOST, most)
                .put(BIRTH, birth);
        gone.forEach(node -> out.put(GONE, node.frame()));
        return out;
    }
}
