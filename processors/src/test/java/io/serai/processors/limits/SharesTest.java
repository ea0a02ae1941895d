package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.limits.Shares.Outcome;
import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Shares of three nodes. */
class SharesTest {

    private static final Window HOUR = Window.calendar(Unit.HOUR, ZoneOffset.UTC);

    private static Limit limit(long amount, Window window) {
        return Limit.of("lim", "", Scope.ALL, Metric.REQUESTS, amount, window);
    }

    /** F31: a budget of exactly k calls, 200 callers at once on three nodes. */
    @RepeatedTest(20)
    void take_twoHundredAtOnceOnThreeNodes_exactlyAsManyAsThereAre() throws Exception {
        ThreeNodes nodes = new ThreeNodes(limit(100, HOUR));

        assertThat(atOnce(200, i -> nodes.take(i % 3, 1, nodes.reservation(i % 3))))
                .isEqualTo(100);
    }

    /** F31: calls that take more than one, of which some give part of it back. */
    @RepeatedTest(20)
    void take_callsOfSeveral_exactlyAsManyAsFit() throws Exception {
        ThreeNodes nodes = new ThreeNodes(limit(7 * 50 + 3, HOUR));

        assertThat(atOnce(200, i -> nodes.take(i % 3, 7, nodes.reservation(i % 3))))
                .isEqualTo(50);
    }

    @RepeatedTest(5)
    void take_windowsEndWhileManyAsk_exactlyAsManyInEach() throws Exception {
        ThreeNodes nodes = new ThreeNodes(limit(30, Window.calendar(Unit.SECOND, ZoneOffset.UTC)));
        long admitted = 0;
        for (int second = 0; second < 5; second++) {
            admitted += atOnce(60, i -> {
                if (i == 30) {
                    nodes.clock().advance(Duration.ofSeconds(1));
                }
                return nodes.take(i % 3, 1, nodes.reservation(i % 3));
            });
        }

        // Six seconds have begun.
        assertThat(admitted).isLessThanOrEqualTo(6 * 30).isGreaterThanOrEqualTo(4 * 30);
    }

    /** F34: three nodes have what one would have. */
    @Test
    void take_eachNodeInTurn_togetherNoMoreThanTheAmount() {
        ThreeNodes nodes = new ThreeNodes(limit(100, HOUR));
        int admitted = 0;
        for (int i = 0; i < 400; i++) {
            admitted += nodes.take(i % 3, 1, nodes.reservation(i % 3)) ? 1 : 0;
        }

        assertThat(admitted).isEqualTo(100);
    }

    @Test
    void take_inTheCommonCase_asksThePoolSeldom() {
        LentPool pool = new LentPool(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        ThreeNodes nodes = new ThreeNodes(limit(1_000_000, HOUR), pool);
        for (int i = 0; i < 10_000; i++) {
            assertThat(nodes.take(0, 1, nodes.reservation(0))).isTrue();
        }

        assertThat(pool.takes).isEqualTo(1);
    }

    /** F34, F43: the node has its share, and no more; what it can't know it does not guess. */
    @Test
    void take_poolIsAway_ownShareOnly() {
        LentPool pool = new LentPool(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        ThreeNodes nodes = new ThreeNodes(limit(1_600, HOUR), pool);
        assertThat(nodes.take(0, 1, nodes.reservation(0))).isTrue();
        pool.away = true;
        int admitted = 0;
        while (nodes.take(0, 1, nodes.reservation(0))) {
            admitted++;
        }

        assertThat(admitted).isEqualTo((1_600 - 1) / SharePool.PARTS);
        assertThat(nodes.outcome(0, 1, nodes.reservation(0))).isEqualTo(Outcome.AWAY);
        assertThat(nodes.outcome(1, 1, nodes.reservation(1))).isEqualTo(Outcome.AWAY);
    }

    @Test
    void take_poolIsBack_goesOnAfterAPause() {
        LentPool pool = new LentPool(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        ThreeNodes nodes = new ThreeNodes(limit(10, HOUR), pool);
        pool.away = true;
        assertThat(nodes.outcome(0, 1, nodes.reservation(0))).isEqualTo(Outcome.AWAY);
        pool.away = false;
        assertThat(nodes.outcome(0, 1, nodes.reservation(0))).isEqualTo(Outcome.AWAY);
        nodes.clock().advance(Shares.PAUSE);

        assertThat(nodes.outcome(0, 1, nodes.reservation(0))).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void settle_poolIsAway_isToldLater() {
        LentPool pool = new LentPool(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        ThreeNodes nodes = new ThreeNodes(limit(10, HOUR), pool);
        Reservation reservation = nodes.reservation(0);
        assertThat(nodes.take(0, 4, reservation)).isTrue();
        pool.away = true;
        reservation.settle(limit -> 9);
        pool.away = false;
        nodes.clock().advance(Shares.PAUSE);
        nodes.look();

        assertThat(nodes.outcome(1, 2, nodes.reservation(1))).isEqualTo(Outcome.NOTHING_LEFT);
        assertThat(nodes.outcome(1, 1, nodes.reservation(1))).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void settle_lessWasUsed_restIsThereForOtherNodes() {
        ThreeNodes nodes = new ThreeNodes(limit(100, HOUR));
        Reservation reservation = nodes.reservation(0);
        assertThat(nodes.take(0, 100, reservation)).isTrue();
        assertThat(nodes.take(1, 1, nodes.reservation(1))).isFalse();

        reservation.settle(limit -> 30);
        nodes.clock().advance(Duration.ofMillis(50));

        assertThat(nodes.take(1, 70, nodes.reservation(1))).isTrue();
        assertThat(nodes.take(2, 1, nodes.reservation(2))).isFalse();
    }

    @Test
    void settle_rollingAndLongAfter_comesBackToThePartItWasTakenFrom() {
        ThreeNodes nodes = new ThreeNodes(limit(100, Window.rolling(Unit.MINUTE)));
        Reservation reservation = nodes.reservation(0);
        assertThat(nodes.take(0, 100, reservation)).isTrue();
        nodes.clock().advance(Duration.ofSeconds(30));
        assertThat(nodes.take(0, 1, nodes.reservation(0))).isFalse();

        reservation.settle(limit -> 60);

        assertThat(nodes.take(1, 40, nodes.reservation(1))).isTrue();
        nodes.clock().advance(Duration.ofSeconds(31));
        assertThat(nodes.take(1, 60, nodes.reservation(1))).isTrue();
        assertThat(nodes.take(1, 1, nodes.reservation(1))).isFalse();
    }

    /** A caller beyond its limit costs one question to the pool, not one to each node. */
    @Test
    void take_nothingIsLeftAndOneGoesOn_nodesAreAskedOnceInAWhile() {
        LentPool pool = new LentPool(new LocalPool(new SteppedClock("2026-11-21T12:00:00Z")));
        ThreeNodes nodes = new ThreeNodes(limit(3, HOUR), pool);
        assertThat(nodes.take(0, 3, nodes.reservation(0))).isTrue();
        int before = pool.recalls;
        for (int i = 0; i < 100; i++) {
            assertThat(nodes.take(1, 1, nodes.reservation(1))).isFalse();
        }
        assertThat(pool.recalls - before).isEqualTo(1);
        nodes.clock().advance(Duration.ofMillis(50));
        assertThat(nodes.take(1, 1, nodes.reservation(1))).isFalse();

        assertThat(pool.recalls - before).isEqualTo(2);
    }

    interface Try {
        boolean at(int index);
    }

    static int atOnce(int callers, Try attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int index = i;
                tries.add(threads.submit(() -> {
                    start.await();
                    return attempt.at(index);
                }));
            }
            start.countDown();
            int taken = 0;
            for (Future<Boolean> one : tries) {
                taken += one.get() ? 1 : 0;
            }
            return taken;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A pool that can be away. */
    private static final class LentPool extends ForwardingPool {

        private volatile boolean away;
        private int takes;
        private int recalls;

        LentPool(SharePool pool) {
            super(pool);
        }

        private void reach() {
            if (away) {
                throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "away");
            }
        }

        @Override
        public void open(Counter counter, LongSupplier used) {
            reach();
            super.open(counter, used);
        }

        @Override
        public long take(Counter counter, long least, long most) {
            takes++;
            recalls += most <= least ? 1 : 0;
            reach();
            return super.take(counter, least, most);
        }

        @Override
        public void overdraw(Counter counter, long amount) {
            reach();
            super.overdraw(counter, amount);
        }

        @Override
        public void giveBack(Counter counter, long amount) {
            reach();
            super.giveBack(counter, amount);
        }
    }
}
