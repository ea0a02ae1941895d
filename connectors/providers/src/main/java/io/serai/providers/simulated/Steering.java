package io.serai.providers.simulated;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a simulated provider behaves in one call.
 *
 * @param latency before anything happens, a refusal included
 * @param firstTokenDelay from then to the first token
 * @param tokensPerSecond how fast it speaks; empty for all at once
 * @param refusal the error that it answers instead
 * @param interruption what becomes of the answer on its way
 * @param content the text to say in place of its own
 */
record Steering(
        Duration latency,
        Duration firstTokenDelay,
        OptionalDouble tokensPerSecond,
        Optional<Refusal> refusal,
        Optional<Interruption> interruption,
        Optional<String> content) {

    /** What makes an answer end early. */
    enum Fault {
        /** The connection breaks. */
        CUT,
        /** Nothing more comes. */
        SILENCE,
        /** What comes next is not JSON. */
        MALFORMED
    }

    /** A fault, once so many chunks have come; at the latest in place of the stream's end. */
    record Interruption(Fault fault, int afterChunks) {}
}
