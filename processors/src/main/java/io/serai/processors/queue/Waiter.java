package io.serai.processors.queue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** One call that waits for its turn, on its own thread. What ends the wait first counts. */
final class Waiter {

    /** How it stands with the wait. */
    enum State {
        WAITING,
        /** Its turn has come: it may run. */
        GRANTED,
        EXPIRED,
        /** Its caller has gone. */
        LEFT,
        INTERRUPTED,
        /** The queue was closed. */
        CLOSED
    }

    private final int lane;
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** Of the thread that makes it. */
    Waiter(int lane) {
        this.lane = lane;
    }

    int lane() {
        return lane;
    }

    State state() {
        return Objects.requireNonNull(state.get());
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /** Ends the wait, without blocking; false where something else has ended it before. */
    boolean settle(State how) {
        boolean first = state.compareAndSet(State.WAITING, how);
        if (first) {
            LockSupport.unpark(thread);
        }
        return first;
    }

    /**
     * Waits on the calling thread, which is the one that made it.
     *
     * @param until on the clock
     */
    State await(long until, LongSupplier clock) {
        while (isWaiting()) {
            long rest = until - clock.getAsLong();
            if (rest <= 0) {
                settle(State.EXPIRED);
            } else {
                LockSupport.parkNanos(this, rest);
                if (Thread.currentThread().isInterrupted()) {
                    settle(State.INTERRUPTED);
                }
            }
        }
        return state();
    }
}
