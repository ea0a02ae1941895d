package io.serai.processors.limits;

import io.serai.api.call.AttemptCheck.Grant;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.Line;
import io.serai.processors.limits.Asking.Refused;
import io.serai.processors.prices.NanoDollars;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a provider may spend: reserved before it, more of it in slices while its answer comes, settled when it has ended. Who
 * cancels it waits while its own thread reserves; nobody else is kept waiting.
 */
final class Spending implements Grant, Expiring {

    /** A slice that does not fit is tried smaller, until there is just what is needed. */
    private static final int SMALLER = 4;

    private enum State {
        OPEN,
        EXPIRED,
        ENDED
    }

    private final Meter meter;
    private final long input;
    private final List<Tally> tallies;
    private final Asking asking;
    private final Shares shares;
    private final Leases leases;
    private final Ledger ledger;
    private final Tariff tariff;
    private final LimitSettings settings;
    private final Reservation reservation;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.OPEN;
    private Line line;
    private volatile long covered;
    private volatile long expiresAt;

    Spending(
            Line line,
            Meter meter,
            long input,
            List<Tally> tallies,
            Asking asking,
            Shares shares,
            Leases leases,
            Ledger ledger,
            Tariff tariff,
            LimitSettings settings) {
        this.line = line;
        this.meter = meter;
        this.input = input;
        this.tallies = tallies;
        this.asking = asking;
        this.shares = shares;
        this.leases = leases;
        this.ledger = ledger;
        this.tariff = tariff;
        this.settings = settings;
        this.reservation = new Reservation(shares);
        this.expiresAt = line.at() + settings.lease().toMillis();
    }

    /**
     * Reserves for the call.
     *
     * @param most tokens that its answer may have
     * @param streamed whether it may begin with what there is, to be ended where no more comes
     */
    void begin(long most, boolean streamed) {
        Refused refused = null;
        for (long output = streamed ? Math.min(most, settings.slice()) : most;
                ;
                output = Math.max(1, output / SMALLER)) {
            long cost = cost(output);
            long first = output;
            refused = asking.take(tallies, limit -> needed(limit, input, first, cost, 1), reservation);
            if (refused == null) {
                covered = output;
                keep(new Amounts(input, output, new NanoDollars(cost)));
                return;
            }
            if (!streamed || output <= 1) {
                throw asking.told(refused);
            }
        }
    }

    private void keep(Amounts most) {
        try {
            line = line.numbered(meter.nextLine());
            ledger.reserve(line, most);
        } catch (RuntimeException e) {
            reservation.backTo(0);
            throw e;
        }
        leases.begin(this);
    }

    @Override
    public long covered() {
        return covered;
    }

    @Override
    public void extend(long seen) {
        lock.lock();
        try {
            if (state != State.OPEN || seen <= covered) {
                return;
            }
            expiresAt = shares.now() + settings.lease().toMillis();
            long needed = seen - covered;
            for (long more = needed + settings.slice(); ; more = Math.max(needed, more / SMALLER)) {
                Refused refused = tryExtend(more);
                if (refused == null) {
                    return;
                }
                if (more == needed) {
                    throw asking.told(refused);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Refused tryExtend(long more) {
        long before = covered;
        long cost = cost(before + more) - cost(before);
        int mark = reservation.mark();
        Refused refused = asking.take(tallies, limit -> needed(limit, 0, more, cost, 0), reservation);
        if (refused == null) {
            try {
                ledger.extend(line, new Amounts(0, more, new NanoDollars(cost)));
            } catch (RuntimeException e) {
                reservation.backTo(mark);
                throw e;
            }
            covered = before + more;
        }
        return refused;
    }

    @Override
    public void ended(Attempt attempt, long seen) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return;
            }
            // Where that breaks, its lease ends it.
            Charge charge = tariff.charge(attempt, input, seen, line.at());
            boolean expired = state == State.EXPIRED;
            state = State.ENDED;
            leases.end(this);
            try {
                book(charge);
            } finally {
                settle(charge, expired);
            }
        } finally {
            lock.unlock();
        }
    }

    private void book(Charge charge) {
        if (charge.isNothing()) {
            ledger.release(line, charge.cause());
        } else {
            ledger.settle(line, charge);
        }
    }

    private void settle(Charge charge, boolean expired) {
        Amounts used = charge.used();
        ToLongFunction<Limit> needed =
                limit -> needed(limit, used.input(), used.output(), used.cost().count(), 1);
        if (expired) {
            // What was held is given back already; what was used all the same counts.
            tallies.forEach(tally -> {
                long amount = tally.limit().metric().isPerRequest() ? 0 : needed.applyAsLong(tally.limit());
                if (amount > 0) {
                    Reservation late = new Reservation(shares);
                    shares.overdraw(tally, amount, late);
                    late.spend();
                }
            });
        } else {
            reservation.settle(limit -> limit.metric() == Metric.CONCURRENT ? 0 : needed.applyAsLong(limit));
        }
    }

    @Override
    public long expiresAt() {
        return expiresAt;
    }

    @Override
    public void expire() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.EXPIRED;
                reservation.settle(limit -> limit.metric() == Metric.REQUESTS ? 1 : 0);
                ledger.release(line, "lease_expired");
            }
        } finally {
            lock.unlock();
        }
    }

    private long cost(long output) {
        return tariff.most(line.provider(), line.model(), input, output, line.at())
                .count();
    }

    private static long needed(Limit limit, long input, long output, long cost, long requests) {
        return switch (limit.metric()) {
            case REQUESTS, CONCURRENT -> requests;
            case TOKENS_IN -> input;
            case TOKENS_OUT -> output;
            case TOKENS_TOTAL -> input + output;
            case COST -> cost;
        };
    }
}
