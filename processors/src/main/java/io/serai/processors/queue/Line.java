package io.serai.processors.queue;

import io.serai.api.queue.QueueListener;
import io.serai.api.queue.QueueListener.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where the calls of one class wait.
 *
 * @param room that it is in
 * @param lane its position there
 * @param queue its name for those who hear of it
 * @param priority the name of the class
 */
record Line(WaitingRoom room, int lane, String queue, String priority, QueueListener listener, LongSupplier clock) {

    void waiting(int change) {
        listener.waiting(queue, priority, change);
    }

    void running(int change) {
        listener.running(queue, change);
    }

    void ended(Outcome outcome, long waitedNanos) {
        listener.ended(queue, priority, outcome, Duration.ofNanos(waitedNanos));
    }
}
