package io.serai.providers.waiting;

import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waiting on the calling thread, which ends at once when the client goes or another thread calls it off. */
public final class Pause {

    // Not a monitor: before JDK 24 a virtual thread that waits in one holds its carrier.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Cancellation cancellation;
    private volatile boolean over;

    public Pause(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /**
     * Returns once {@link System#nanoTime()} has come this far.
     *
     * @throws CallerException {@code caller_gone} once the client has gone or the answer was given up, however little is left to wait
     */
    public void until(long nanoTime) {
        if (nanoTime - System.nanoTime() > 0) {
            await(nanoTime);
        }
        if (over || cancellation.isCancelled()) {
            throw new CallerException(ErrorKind.CALLER_GONE, "The answer is not wanted any more.");
        }
    }

    /** Calls off the wait, and any later one. */
    public void callOff() {
        over = true;
        wake();
    }

    private void await(long nanoTime) {
        try (Cancellation.Registration unused = cancellation.onCancel(this::wake)) {
            lock.lock();
            try {
                long left = nanoTime - System.nanoTime();
                while (left > 0 && !over && !cancellation.isCancelled()) {
                    left = woken.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The gateway stopped waiting for an answer.", e);
        }
    }

    private void wake() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
