package io.serai.api.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells everything that works for a request that its client has gone. One per request, shared by all copies of its exchange.
 * Thread-safe; actions run once, on the thread that cancels, and must not block.
 */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>(2);
    private final List<Runnable> leftovers = new ArrayList<>(2);
    private boolean cancelled;

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the action when the client goes, at once if it has gone already. Close the registration when the action is obsolete. */
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    /** Sets off all actions; the second call does nothing. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Runs the action once the request has been answered, or its client has gone: gives up a stream that a route has opened and nobody
     * has read to its end. An action that comes after the answer is not run: what a wire tap does later is its own.
     */
    public synchronized void whenAnswered(Runnable action) {
        leftovers.add(action);
    }

    /** The request has been answered. */
    public void answered() {
        List<Runnable> due;
        synchronized (this) {
            due = List.copyOf(leftovers);
            leftovers.clear();
        }
        due.forEach(Runnable::run);
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /** An action that waits for a cancellation. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
