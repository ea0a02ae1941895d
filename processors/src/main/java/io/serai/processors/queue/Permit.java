package io.serai.processors.queue;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one call run until it is given back, once, by whichever thread. */
final class Permit {

    private final AtomicBoolean given = new AtomicBoolean();
    private final Runnable back;

    /** @param back what giving it back does */
    Permit(Runnable back) {
        this.back = back;
    }

    /** Gives it back; does nothing the second time. */
    void release() {
        if (cancel()) {
            back.run();
        }
    }

    /** From now on it need not be given back; false where it has been already. */
    boolean cancel() {
        return given.compareAndSet(false, true);
    }
}
