package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What nodes tell the pool to be used for good: once for all that has been taken and does not come back. */
class SpendingToldTest {

    private static final Window HOUR = Window.calendar(Unit.HOUR, ZoneOffset.UTC);

    private final ToldPool pool = new ToldPool();
    private final ThreeNodes nodes = new ThreeNodes(Limit.of("lim", "", Scope.ALL, Metric.REQUESTS, 1_600, HOUR), pool);

    private Reservation taken(long amount) {
        Reservation reservation = nodes.reservation(0);
        assertThat(nodes.take(0, amount, reservation)).isTrue();
        return reservation;
    }

    @Test
    void take_inTheAir_isNotUsed() {
        taken(5);

        assertThat(pool.spent).hasValue(0);
    }

    @Test
    void settle_lessThanWasTaken_isWhatWasUsed() {
        taken(5).settle(limit -> 3);

        assertThat(pool.spent).hasValue(3);
    }

    @Test
    void settle_nothingWasUsed_isNothing() {
        taken(5).settle(limit -> 0);
        taken(5).backTo(0);

        assertThat(pool.spent).hasValue(0);
    }

    @Test
    void settle_moreThanWasTaken_isAllOfIt() {
        taken(5).settle(limit -> 400);

        assertThat(pool.spent).hasValue(400);
        assertThat(pool.taken(HOUR.counter("lim", 1_600, nodes.clock().millis())))
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void settle_takenInPieces_countsEachOnce() {
        Reservation reservation = taken(5);
        assertThat(nodes.take(0, 4, reservation)).isTrue();
        assertThat(nodes.take(0, 4, reservation)).isTrue();
        reservation.settle(limit -> 7);

        assertThat(pool.spent).hasValue(7);
    }

    @Test
    void settle_isAskedTwice_countsOnce() {
        Reservation reservation = taken(5);
        reservation.spend();
        reservation.settle(limit -> 5);

        assertThat(pool.spent).hasValue(5);
    }

    /** What only observes takes what is not there; that is a reservation like any other. */
    @Test
    void overdraw_thenSettled_countsWhatWasUsed() {
        Reservation reservation = nodes.reservation(0);
        nodes.overdraw(0, 2_000, reservation);
        assertThat(pool.spent).hasValue(0);
        reservation.settle(limit -> 1_500);

        assertThat(pool.spent).hasValue(1_500);
    }

    @Test
    void settle_limitWasTakenAway_isToldAllTheSame() {
        Reservation reservation = taken(5);
        nodes.retire(0);
        reservation.settle(limit -> 4);
        taken(5).settle(limit -> 5);

        assertThat(pool.spent).hasValue(9);
    }

    @Test
    void settle_windowIsOver_isToldOfThatWindow() {
        Reservation reservation = taken(5);
        nodes.clock().advance(Duration.ofHours(1));
        reservation.settle(limit -> 5);

        assertThat(pool.spent).hasValue(5);
        taken(3).settle(limit -> 3);
        assertThat(pool.spent).hasValue(5);
    }

    /** Adds up what it is told of the first window that it hears of. */
    private static final class ToldPool extends ForwardingPool {

        private final AtomicLong spent = new AtomicLong();
        private long first = -1;

        ToldPool() {
            super(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        }

        @Override
        public LongConsumer spending(Counter counter) {
            first = first < 0 ? counter.from() : first;
            return counter.from() == first ? spent::addAndGet : amount -> {};
        }
    }
}
