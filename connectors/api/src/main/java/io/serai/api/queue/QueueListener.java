package io.serai.api.queue;

import java.time.Duration;

/** Hears of the calls that come to a queue. Called on their own threads: be quick, never throw. */
public interface QueueListener {

    /** Hears nothing. */
    QueueListener NONE = new QueueListener() {};

    /** What became of a call that came to a queue. */
    enum Outcome {
        /** Its turn came. */
        SERVED,
        /** Its turn did not come in time. */
        EXPIRED,
        /** Too many were waiting already. */
        REFUSED,
        /** Its caller went, or the queue was closed. */
        LEFT
    }

    /**
     * So many more calls wait.
     *
     * @param change 1, or -1 for one fewer
     */
    default void waiting(String queue, String priority, int change) {}

    /**
     * So many more calls run.
     *
     * @param change 1, or -1 for one fewer
     */
    default void running(String queue, int change) {}

    /**
     * The wait of a call is over.
     *
     * @param waited zero where it did not have to wait
     */
    default void ended(String queue, String priority, Outcome outcome, Duration waited) {}
}
