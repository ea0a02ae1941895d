package io.serai.processors.limits;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * This node's shares of all limits. What a call needs is taken from memory; only where that is not enough the pool is asked, for as much as
 * is there to spare, and at last for just what is needed. Where the pool can't be reached the node has what it has, and no more.
 * Thread-safe.
 */
final class Shares {

    /** What becomes of a wish. */
    enum Outcome {
        TAKEN,
        NOTHING_LEFT,
        /** Nobody knows whether there is any: the pool, or what was written down, can't be reached. */
        AWAY
    }

    /** After a failure the pool is left alone for so long: calls must not wait for it one by one. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** An own take that has not come back by then is not waited for: then a call may be refused that would just have fitted. */
    private static final long LANDING_MILLIS = 1_000;

    /**
     * Where no node had enough they are not all asked again for so long: whoever goes on calling beyond a limit must not keep all nodes
     * busy. What another node gets back in between is found that much later.
     */
    private static final long RECALL_PAUSE_MILLIS = 50;

    /** What clocks of nodes may differ by: a window that has been over for longer is nobody's any more. */
    private static final long SKEW_MILLIS = 10_000;

    private final SharePool pool;
    private final Clock clock;
    private final UsedSoFar usedSoFar;
    private final LimitBook book;
    private final Dues dues;
    private final long startedAt;
    private volatile long awayUntil = Long.MIN_VALUE;

    Shares(SharePool pool, Clock clock, UsedSoFar usedSoFar, LimitBook book) {
        this.pool = pool;
        this.clock = clock;
        this.usedSoFar = usedSoFar;
        this.book = book;
        this.dues = new Dues(pool);
        this.startedAt = clock.millis();
        pool.onRecall(this::giveUp);
        book.onRetired(gauge -> gauge.tallies().forEach(this::retire));
    }

    SharePool pool() {
        return pool;
    }

    Dues dues() {
        return dues;
    }

    /** In milliseconds since the epoch. */
    long now() {
        return clock.millis();
    }

    /**
     * Takes from the share of the window that runs.
     *
     * @param into told of the share that it was taken from
     */
    Outcome take(Tally tally, long amount, Reservation into) {
        try {
            while (true) {
                Share share = share(tally, clock.millis());
                Share.Outcome outcome = share.take(amount);
                if (outcome == Share.Outcome.SHORT) {
                    outcome = fetch(tally, share, amount) ? Share.Outcome.TAKEN : outcome;
                } else if (outcome == Share.Outcome.CLOSED && tally.isRetired()) {
                    // Nobody looks after its stock any more.
                    outcome = takeExactly(share, amount) ? Share.Outcome.TAKEN : Share.Outcome.SHORT;
                }
                if (outcome == Share.Outcome.TAKEN) {
                    into.add(tally, share, amount);
                    return Outcome.TAKEN;
                }
                if (outcome == Share.Outcome.SHORT) {
                    return Outcome.NOTHING_LEFT;
                }
            }
        } catch (GatewayException away) {
            return Outcome.AWAY;
        }
    }

    /** Opens the window that runs, where that can be done. */
    void prepare(Tally tally) {
        try {
            share(tally, clock.millis());
        } catch (GatewayException away) {
            // The next look, or the next call, tries again.
            return;
        }
    }

    /** Takes what is needed, whether it is there or not. */
    void overdraw(Tally tally, long amount, Reservation into) {
        Share share;
        try {
            share = share(tally, clock.millis());
        } catch (GatewayException away) {
            share = share(tally.counterAt(clock.millis()));
            share.close();
        }
        into.add(tally, share, amount);
        takeAnyway(share, amount);
    }

    /** So much more than was taken has been used. */
    void charge(Share share, long amount) {
        if (amount > 0) {
            takeAnyway(share, amount);
            // Not before: no node says that it has used more than it has taken.
            share.spend(amount);
        }
    }

    private void takeAnyway(Share share, long amount) {
        if (share.take(amount) != Share.Outcome.TAKEN) {
            dues.overdraw(share.counter(), amount);
            share.heard(pool.taken(share.counter()));
        }
    }

    /** So much of what was taken was not used. */
    void giveBack(Share share, long amount) {
        if (amount > 0 && !share.put(amount)) {
            release(share.counter(), amount);
        }
    }

    /** Ends a share that nobody is to take from any more: what is in stock goes back to all. */
    void retire(Tally tally) {
        tally.retire();
        Share share = tally.last();
        if (share != null) {
            release(share.counter(), share.close());
        }
    }

    /** Gives back to the pool, where it still makes a difference. */
    void release(Counter counter, long amount) {
        boolean over = counter.rolling() == null && counter.until() < clock.millis() - SKEW_MILLIS;
        if (amount > 0 && !over) {
            dues.giveBack(counter, amount);
        }
    }

    /**
     * How much will be left at some moment if nothing more is used, as far as this node knows.
     *
     * @param at in milliseconds since the epoch
     */
    long leftAt(Tally tally, long at) {
        Counter counter = tally.counterAt(at);
        return counter.capacity() - pool.taken(counter);
    }

    /** The share of the window that runs, opened where it is new. */
    private Share share(Tally tally, long now) {
        Share known = tally.share(now);
        if (known != null && (known.isOpen() || tally.isRetired())) {
            return known;
        }
        Share old = tally.last();
        Counter counter = tally.counterAt(now);
        if (old != null && old.isOpen() && old.counter().from() > counter.from()) {
            // The clock was set back: the later window goes on.
            return old;
        }
        return open(tally, old, counter);
    }

    private Share open(Tally tally, @Nullable Share old, Counter counter) {
        pause(awayUntil);
        pause(tally.unknownUntil());
        Share made = share(counter);
        WrittenUse written = new WrittenUse(tally, counter, usedSoFar, clock, startedAt);
        try {
            pool.open(counter, written);
            made.heard(pool.taken(counter));
        } catch (GatewayException e) {
            throw written.failed() ? unknown(tally, e) : away(e);
        }
        if (!tally.replace(old, made)) {
            return share(tally, clock.millis());
        }
        if (old != null) {
            release(old.counter(), old.close());
        }
        if (tally.isRetired()) {
            made.close();
        }
        return made;
    }

    private Share share(Counter counter) {
        return new Share(counter, pool.spending(counter));
    }

    /** Takes from the pool what the share lacks, and what there is to spare. */
    private boolean fetch(Tally tally, Share share, long amount) {
        pause(awayUntil);
        try {
            if (fetchMore(tally, share, amount)) {
                return true;
            }
            if (share.isLacking(amount, clock.millis())) {
                return false;
            }
            awaitLanded(tally);
            if (share.take(amount) == Share.Outcome.TAKEN || takeExactly(share, amount)) {
                return true;
            }
            share.lacks(amount, clock.millis() + RECALL_PAUSE_MILLIS);
            return false;
        } catch (GatewayException e) {
            throw away(e);
        }
    }

    private boolean fetchMore(Tally tally, Share share, long amount) {
        Lock landing = tally.landing().readLock();
        landing.lock();
        Counter counter = share.counter();
        long spare = share.wish(slice(counter));
        try {
            long got = pool.take(counter, amount, amount + spare);
            giveBack(share, got - amount);
            share.heard(pool.taken(counter));
            return got > 0;
        } finally {
            share.fetched(spare);
            landing.unlock();
        }
    }

    private boolean takeExactly(Share share, long amount) {
        Counter counter = share.counter();
        long got = pool.take(counter, amount, amount);
        if (got == 0 && counter.rolling() != null) {
            // The first has made nodes give back what they held of earlier parts of the window.
            got = pool.take(counter, amount, amount);
        }
        share.heard(pool.taken(counter));
        return got > 0;
    }

    /** As much as a node fetches of a limit without need, at most, and keeps for longer than a moment: its share. */
    static long slice(Counter counter) {
        return counter.capacity() / SharePool.PARTS + 1;
    }

    /** Waits for what other threads of this node have taken for stock and not yet put there. */
    private static void awaitLanded(Tally tally) {
        Lock all = tally.landing().writeLock();
        try {
            if (all.tryLock(LANDING_MILLIS, TimeUnit.MILLISECONDS)) {
                all.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up stock that another node needs, and gives back what is left of earlier parts of a rolling window. */
    private long giveUp(Counter counter, long most) {
        Tally tally = book.index().tally(counter.limit());
        if (tally == null) {
            return 0;
        }
        awaitLanded(tally);
        Share share = tally.last();
        if (share == null || share.counter().from() > counter.from()) {
            return 0;
        }
        if (share.counter().from() == counter.from()) {
            return share.giveUp(most);
        }
        release(share.counter(), share.close());
        return 0;
    }

    private void pause(long until) {
        if (clock.millis() < until) {
            throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "The other nodes can't be reached at the moment.");
        }
    }

    private GatewayException away(GatewayException failure) {
        awayUntil = clock.millis() + PAUSE.toMillis();
        return failure;
    }

    private GatewayException unknown(Tally tally, GatewayException failure) {
        tally.unknownUntil(clock.millis() + PAUSE.toMillis());
        return failure;
    }
}
