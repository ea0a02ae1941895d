package io.serai.processors.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one recall of all who need one: who comes while a round is under way joins the next, as the running one may have passed by already
 * what it is after. Thread-safe.
 */
final class Rounds {

    private static final class Round {
        private final CompletableFuture<Long> given = new CompletableFuture<>();
        private long needed;
    }

    private @Nullable Round running;
    private @Nullable Round next;

    /**
     * Waits for a round that begins after this call.
     *
     * @param needed by the caller
     * @param recall calls back as much as it is told, and says how much came
     * @return what came for all who joined it
     */
    long join(long needed, LongUnaryOperator recall) {
        Round mine;
        Round before = null;
        boolean leads;
        synchronized (this) {
            leads = next == null;
            mine = next == null ? new Round() : next;
            mine.needed += needed;
            if (running == null) {
                running = mine;
            } else {
                before = running;
                next = mine;
            }
        }
        if (!leads) {
            return mine.given.join();
        }
        if (before != null) {
            before.given.join();
            begin(mine);
        }
        return lead(mine, recall);
    }

    private synchronized void begin(Round mine) {
        running = mine;
        next = null;
    }

    private long lead(Round mine, LongUnaryOperator recall) {
        long given = 0;
        try {
            given = recall.applyAsLong(needed(mine));
            return given;
        } finally {
            end(mine);
            mine.given.complete(given);
        }
    }

    private synchronized long needed(Round mine) {
        return mine.needed;
    }

    private synchronized void end(Round mine) {
        if (running == mine && next == null) {
            running = null;
        }
    }
}
