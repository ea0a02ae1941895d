package io.serai.processors.cluster;

/**
 * What a node says it has used for good of a window, in all: of what it held that which never comes back.
 *
 * @param from when the window began, in milliseconds since the epoch
 * @param birth of the window as the node knows it; of another one it says nothing
 * @param amount grows only
 */
record Spent(long from, long birth, long amount) {

    private static final int FROM = 1;
    private static final int BIRTH = 2;
    private static final int AMOUNT = 3;

    static Spent read(FrameReader in) {
        return new Spent(in.number(FROM, 0), in.number(BIRTH, 0), in.number(AMOUNT, 0));
    }

    FrameWriter frame() {
        return new FrameWriter().put(FROM, from).put(BIRTH, birth).put(AMOUNT, amount);
    }
}
