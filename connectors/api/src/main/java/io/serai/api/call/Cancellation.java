package io.serai.api.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells everything that works for a request that its client has gone. One per request, shared by all copies of its exchange.
 * Thread-safe; actions run once, on the thread that cancels, and must not block.
 */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>(2);
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
