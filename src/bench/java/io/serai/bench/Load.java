package io.serai.bench;

import java.util.Map;

/**
 * A closed loop: every connection calls again as soon as it has its answer, until the window or the number of requests ends.
 *
 * @param requests that may start in all; 0 is no bound
 * @param windowMillis in which calls may start
 * @param settleMillis at the start of the window that fill the connection pools and stay out of latencies and rates
 * @param rampMillis over which the first calls of the connections are spread
 * @param limitMillis after which calls still open count as errors
 */
record Load(
        Call call,
        int connections,
        long requests,
        long windowMillis,
        long settleMillis,
        long rampMillis,
        long limitMillis) {

    private static final long GRACE_MILLIS = 15_000;

    /** As many calls as the connections can make in this time. */
    static Load timed(Call call, int connections, long windowMillis) {
        long settle = Math.min(300, windowMillis / 4);
        return new Load(call, connections, 0, windowMillis, settle, 0, windowMillis + GRACE_MILLIS);
    }

    /** Streams that begin evenly over one stream's length, so that they don't run in step. */
    static Load staggered(Call call, int connections, long windowMillis, long rampMillis) {
        return new Load(call, connections, 0, windowMillis, rampMillis / 4, rampMillis, windowMillis + GRACE_MILLIS);
    }

    /** One call on each connection. */
    static Load once(Call call, int connections, long rampMillis, long limitMillis) {
        return new Load(call, connections, connections, limitMillis, 0, rampMillis, limitMillis);
    }

    /** So many calls, as fast as the connections can. */
    static Load counted(Call call, int connections, long requests) {
        return new Load(call, connections, requests, 30_000, 0, 0, 30_000 + GRACE_MILLIS);
    }

    Map<String, Object> toMap() {
        return Map.of(
                "call", call.toMap(),
                "connections", connections,
                "requests", requests,
                "windowMillis", windowMillis,
                "settleMillis", settleMillis,
                "rampMillis", rampMillis,
                "limitMillis", limitMillis);
    }

    static Load of(Map<?, ?> map) {
        return new Load(
                Call.of(Wire.object(map, "call")),
                (int) Wire.whole(map, "connections"),
                Wire.whole(map, "requests"),
                Wire.whole(map, "windowMillis"),
                Wire.whole(map, "settleMillis"),
                Wire.whole(map, "rampMillis"),
                Wire.whole(map, "limitMillis"));
    }
}
