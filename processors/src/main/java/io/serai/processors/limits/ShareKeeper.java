package io.serai.processors.limits;

import io.serai.api.error.GatewayException;

/**
 * Looks after the shares of this node every second: gives back what nobody uses, tells thresholds, forgets subjects that have fallen
 * silent. Used by one thread.
 */
final class ShareKeeper {

    /** Stock that has not changed at so many looks is not needed here. */
    private static final int PATIENCE = 10;

    /** A subject that is silent for so many looks is forgotten; the pool still knows what it has used. */
    private static final int SILENCE = 600;

    private final LimitBook book;
    private final Shares shares;
    private final LimitListener listener;

    ShareKeeper(LimitBook book, Shares shares, LimitListener listener) {
        this.book = book;
        this.shares = shares;
        this.listener = listener;
    }

    void look() {
        long now = shares.now();
        shares.dues().tellWaiting();
        for (Gauge gauge : book.index().gauges()) {
            if (gauge.limit().scope().isOne()) {
                // So that no call has to wait for what was written down.
                shares.prepare(gauge.tally(""));
            }
            double highest = 0;
            for (Tally tally : gauge.tallies()) {
                look(gauge, tally, now);
                highest = Math.max(highest, tally.ratio(now));
            }
            listener.used(gauge.limit(), highest);
        }
    }

    private void look(Gauge gauge, Tally tally, long now) {
        Share share = tally.last();
        if (share == null) {
            return;
        }
        Counter counter = share.counter();
        boolean over = now >= counter.until();
        long idle = over ? share.close() : share.surplus(Shares.slice(counter), PATIENCE);
        shares.release(counter, idle);
        if (share.unchanged() >= SILENCE || (over && now >= counter.until() + SILENCE * 1_000L)) {
            gauge.remove(tally);
            shares.retire(tally);
            return;
        }
        if (!over) {
            share.heard(shares.pool().taken(counter));
        }
        thresholds(tally, over ? tally.counterAt(now) : counter, now);
    }

    private void thresholds(Tally tally, Counter counter, long now) {
        double percent = tally.share(now) == null ? percent(counter) : tally.ratio(now) * 100;
        for (Threshold threshold : tally.limit().thresholds()) {
            if (percent < threshold.percent()) {
                tally.falls(threshold.percent() - 1);
                return;
            }
            if (tally.reaches(threshold.percent(), counter) && isFirst(counter, threshold.percent())) {
                listener.reached(tally.limit(), tally.limit().scope().valuesOf(tally.subject()), threshold);
            }
        }
    }

    private double percent(Counter counter) {
        return counter.capacity() == 0 ? 0 : 100.0 * shares.pool().taken(counter) / counter.capacity();
    }

    /** Of all nodes that see a threshold reached one tells it: the one that takes the only share of a counter made for that. */
    private boolean isFirst(Counter counter, int percent) {
        if (counter.rolling() != null) {
            return true;
        }
        Counter only = new Counter(
                counter.limit() + "!" + percent + "!" + counter.capacity(), 1, counter.from(), counter.until(), null);
        try {
            shares.pool().open(only, () -> 0);
            boolean first = shares.pool().take(only, 1, 1) == 1;
            // Or it would be there for another node once this one has left.
            shares.pool().spending(only).accept(first ? 1 : 0);
            return first;
        } catch (GatewayException away) {
            // Better told twice than never.
            return true;
        }
    }
}
