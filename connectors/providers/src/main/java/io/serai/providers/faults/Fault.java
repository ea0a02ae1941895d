package io.serai.providers.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * How a call is made to fail, and which calls are.
 *
 * @param aim whom it hits
 * @param delay before anything else happens
 * @param refusal in place of an answer
 * @param breaking what becomes of the answer on its way
 */
record Fault(Aim aim, Duration delay, Optional<Refusal> refusal, Optional<Breaking> breaking) {

    /** How an answer ends early. */
    enum Manner {
        /** The connection breaks. */
        CUT,
        /** Nothing more comes. */
        STALL
    }

    /** An end once so many chunks have come; at the latest in place of the stream's own. */
    record Breaking(Manner manner, int afterChunks) {}
}
