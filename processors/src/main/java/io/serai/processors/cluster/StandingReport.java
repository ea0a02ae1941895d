package io.serai.processors.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What a node tells others of its targets from time to time: those of which there is news.
 *
 * @param node that tells
 */
record StandingReport(NodeId node, List<News> news) {

    /**
     * News of one target.
     *
     * @param target by name
     * @param running calls that the node makes of it
     * @param tokens that it has used since the last report
     * @param rests how long from now on it rests
     * @param told how long it has itself asked to be left alone
     */
    record News(String target, int running, long tokens, Duration rests, Duration told) {}

    private static final int NODE = 1;
    private static final int NEWS = 2;

    private static final int TARGET = 1;
    private static final int RUNNING = 2;
    private static final int TOKENS = 3;
    private static final int RESTS = 4;
    private static final int TOLD = 5;

    byte[] bytes() {
        FrameWriter out = new FrameWriter().put(NODE, node.frame());
        for (News each : news) {
            out.put(
                    NEWS,
                    new FrameWriter()
                            .put(TARGET, each.target())
                            .put(RUNNING, each.running())
                            .put(TOKENS, each.tokens())
                            .put(RESTS, each.rests().toMillis())
                            .put(TOLD, each.told().toMillis()));
        }
        return out.bytes();
    }

    static StandingReport read(byte[] bytes) {
        FrameReader in = new FrameReader(bytes);
        return new StandingReport(
                NodeId.read(in.frames(NODE).get(0)),
                in.frames(NEWS).stream()
                        .map(each -> new News(
                                each.text(TARGET),
                                (int) each.number(RUNNING, 0),
                                each.number(TOKENS, 0),
                                Duration.ofMillis(each.number(RESTS, 0)),
                                Duration.ofMillis(each.number(TOLD, 0))))
                        .toList());
    }
}
