package io.serai.bench;

import java.util.List;

/**
 * How long and how much.
 *
 * @param warmMillis under load for what a JIT compiles; others get a quarter
 * @param windowMillis of one measurement of plain answers
 * @param connections at which plain answers are measured
 * @param openStreams held open at once
 */
record Plan(
        String name,
        long warmMillis,
        int rounds,
        long windowMillis,
        List<Integer> connections,
        long streamWindowMillis,
        int openStreams,
        int openChunks) {

    /** Rather more rounds than longer ones: a median of five outlives two in which the machine was busy elsewhere. */
    static final Plan FULL = new Plan("full", 20_000, 5, 1_200, List.of(1, 4, 16, 64, 256), 3_000, 5_000, 10);

    static final Plan QUICK = new Plan("quick", 2_500, 1, 800, List.of(1, 16, 64), 1_500, 1_000, 4);

    /** Connections at which CPU and memory are compared, and streams that run side by side. */
    static final int BUSY = 64;

    /** Connections of the p99 budget. */
    static final int FEW = 16;

    static final int STREAM_CHUNKS = 100;
    static final int STREAM_MILLIS = 10;
    static final int OPEN_MILLIS = 1_000;
    static final long OPEN_RAMP_MILLIS = 3_000;
    static final int PROMPT_WORDS = 50_000;
    static final int PROMPT_CONNECTIONS = 4;
    /** A request of 2 KB. */
    static final int REQUEST_WORDS = 425;

    static final int AT_ONCE = 1_000;
    static final int SLOW_MILLIS = 1_000;

    /** The same with no more streams at once than a proxy may have sockets for: two a stream, and some to spare. */
    Plan within(int openFiles) {
        int streams = Math.min(openStreams, (openFiles - 500) / 2);
        return new Plan(name, warmMillis, rounds, windowMillis, connections, streamWindowMillis, streams, openChunks);
    }
}
