package io.serai.processors.limits;

import io.serai.api.error.GatewayException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the pool is told after the fact: at once where it is within reach, else as soon as it is again. Thread-safe. */
final class Dues {

    private final SharePool pool;
    private final Queue<Due> waiting = new ConcurrentLinkedQueue<>();

    /** @param amount used beyond what was taken; negative where it is given back */
    private record Due(Counter counter, long amount) {}

    Dues(SharePool pool) {
        this.pool = pool;
    }

    void overdraw(Counter counter, long amount) {
        tell(new Due(counter, amount));
    }

    void giveBack(Counter counter, long amount) {
        tell(new Due(counter, -amount));
    }

    /** Tells what could not be told before. */
    void tellWaiting() {
        for (Due due = waiting.peek(); due != null; due = waiting.peek()) {
            try {
                say(due);
            } catch (GatewayException stillAway) {
                return;
            }
            waiting.poll();
        }
    }

    private void tell(Due due) {
        if (due.amount() == 0) {
            return;
        }
        try {
            say(due);
        } catch (GatewayException away) {
            waiting.add(due);
        }
    }

    private void say(Due due) {
        if (due.amount() > 0) {
            pool.overdraw(due.counter(), due.amount());
        } else {
            pool.giveBack(due.counter(), -due.amount());
        }
    }
}
