package io.serai.processors.limits;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request that is under way. Ends once, by itself or with its lease. */
final class Visit implements Runnable, Expiring {

    private final Reservation reservation;
    private final Leases leases;
    private final long expiresAt;
    private final AtomicBoolean ended = new AtomicBoolean();

    Visit(Reservation reservation, Leases leases, long expiresAt) {
        this.reservation = reservation;
        this.leases = leases;
        this.expiresAt = expiresAt;
    }

    @Override
    public void run() {
        leases.end(this);
        expire();
    }

    @Override
    public long expiresAt() {
        return expiresAt;
    }

    @Override
    public void expire() {
        if (ended.compareAndSet(false, true)) {
            reservation.settle(limit -> limit.metric() == Metric.CONCURRENT ? 0 : 1);
        }
    }
}
