package io.serai.processors.cluster;

import java.util.List;

/**
 * What a limit's entry answers.
 *
 * @param known whether anything is known of the window; where it is not, nothing was done
 * @param granted how much was taken
 * @param taken how much is taken now, by all
 * @param birth of the window
 * @param surplus how often somebody has taken more than it needed at once
 * @param spent what the node that asks has said it has used of the window itself
 * @param holders who may hold something that is not used; told where nothing was left, and to those who only look
 */
record PoolReply(boolean known, long granted, long taken, long birth, long surplus, long spent, List<NodeId> holders) {

    static final PoolReply UNKNOWN = new PoolReply(false, 0, 0, 0, 0, 0, List.of());

    private static final int IS_KNOWN = 1;
    private static final int GRANTED = 2;
    private static final int TAKEN = 3;
    private static final int BIRTH = 4;
    private static final int SURPLUS = 5;
    private static final int HOLDER = 6;
    private static final int SPENT = 7;

    static PoolReply read(FrameReader in) {
        return new PoolReply(
                in.number(IS_KNOWN, 0) != 0,
                in.number(GRANTED, 0),
                in.number(TAKEN, 0),
                in.number(BIRTH, 0),
                in.number(SURPLUS, 0),
                in.number(SPENT, 0),
                in.frames(HOLDER).stream().map(NodeId::read).toList());
    }

    PoolReply with(List<NodeId> those) {
        return new PoolReply(known, granted, taken, birth, surplus, spent, those);
    }

    FrameWriter frame() {
        FrameWriter out = new FrameWriter()
                .put(IS_KNOWN, known ? 1 : 0)
                .put(GRANTED, granted)
                .put(TAKEN, taken)
                .put(BIRTH, birth)
                .put(SURPLUS, surplus)
                .put(SPENT, spent);
        holders.forEach(node -> out.put(HOLDER, node.frame()));
        return out;
    }
}
