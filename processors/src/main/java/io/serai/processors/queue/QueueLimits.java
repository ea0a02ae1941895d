package io.serai.processors.queue;

import java.time.Duration;

/**
 * How much a queue takes.
 *
 * @param running calls at a time
 * @param waiting calls of each class at most
 * @param longestWait of a call
 */
record QueueLimits(int running, int waiting, Duration longestWait) {

    QueueLimits {
        if (running < 1 || waiting < 0 || longestWait.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a queue with a concurrency of 1 or more, 0 or more waiting and no"
                            + " negative wait, found " + running + ", " + waiting + " and " + longestWait);
        }
    }
}
