package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulations with many callers at once: what a strategy promises holds under contention as well. */
class StrategyContentionTest {

    private static final int THREADS = 64;
    private static final long TICK = Duration.ofMillis(1).toNanos();

    private final Standings standings = Standings.ofThisNode();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private Targets targets(int... weights) {
        return new Targets(
                IntStream.range(0, weights.length)
                        .mapToObj(i -> Target.of("t" + i).withWeight(weights[i]))
                        .toList(),
                standings);
    }

    private static Wish wish(long now) {
        return new Wish(1, 1, null, AnswerForm.STREAMED, now);
    }

    private void atOnce(Runnable caller) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(callers.submit(caller));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private static int[] running(Targets targets) {
        return IntStream.range(0, targets.count())
                .map(i -> targets.standing(i).running())
                .toArray();
    }

    @Test
    void leastBusy_roundsOfCallsAtOnce_areSharedOutExactlyEachTime() throws Exception {
        Targets targets = targets(1, 2, 1);
        Strategy strategy = new LeastBusy();
        for (int round = 0; round < 50; round++) {
            atOnce(() -> strategy.begin(targets, targets.all(), wish(0)));
            assertThat(running(targets)).containsExactly(THREADS / 4, THREADS / 2, THREADS / 4);
            for (int i = 0; i < targets.count(); i++) {
                while (targets.standing(i).running() > 0) {
                    targets.standing(i).end();
                }
            }
        }
    }

    @Test
    void roundRobin_sixtyFourCallersAtOnce_isFair() throws Exception {
        Targets targets = targets(1, 1, 1, 1, 1);
        Strategy strategy = new RoundRobin();
        AtomicIntegerArray counts = new AtomicIntegerArray(targets.count());

        atOnce(() -> {
            for (int call = 0; call < 1_000; call++) {
                counts.incrementAndGet(strategy.begin(targets, 0b11011, wish(0)));
            }
        });

        assertThat(IntStream.range(0, targets.count()).map(counts::get))
                .containsExactly(THREADS * 250, THREADS * 250, 0, THREADS * 250, THREADS * 250);
    }

    @Test
    void sticky_aTargetThatRestsAndComesBack_hasItsOwnCallersAgain() throws Exception {
        Targets targets = targets(1, 2, 1, 1);
        Strategy strategy = new Sticky();
        AtomicInteger strayed = new AtomicInteger();

        atOnce(() -> {
            for (int call = 0; call < 500; call++) {
                String user = "user-" + ThreadLocalRandom.current().nextInt(100);
                Wish wish = new Wish(1, 1, user, AnswerForm.STREAMED, 0);
                int home = strategy.begin(targets, targets.all(), wish);
                int elsewhere = strategy.begin(targets, targets.all() & ~(1L << home), wish);
                int again = strategy.begin(targets, targets.all(), wish);
                strayed.addAndGet(elsewhere == home || again != home ? 1 : 0);
            }
        });

        assertThat(strayed).hasValue(0);
    }

    @Test
    void leastLatency_outliersAmongManyCallers_doNotMoveTraffic() throws Exception {
        Targets targets = targets(1, 1);
        AtomicIntegerArray counts = new AtomicIntegerArray(2);
        AtomicLong ticks = new AtomicLong();

        atOnce(() -> {
            for (int call = 0; call < 500; call++) {
                long now = ticks.incrementAndGet() * TICK;
                int chosen = Strategy.LEAST_LATENCY.begin(targets, targets.all(), wish(now));
                int nth = counts.incrementAndGet(chosen);
                long usual = chosen == 0 ? 100 : 300;
                // One in a thousand takes a hundredfold.
                targets.standing(chosen)
                        .observeLatency(AnswerForm.STREAMED, (nth % 1_000 == 0 ? 100 * usual : usual) * TICK, now);
                targets.standing(chosen).end();
            }
        });

        assertThat(counts.get(0) + counts.get(1)).isEqualTo(THREADS * 500);
        assertThat(counts.get(0)).isGreaterThan(THREADS * 500 * 9 / 10);
    }

    @Test
    void leastUsed_manyCallers_loseNoTokenAndAreEvenedOut() throws Exception {
        Targets targets = targets(1, 1, 1);
        AtomicLongArray tokens = new AtomicLongArray(3);

        atOnce(() -> {
            for (int call = 0; call < 500; call++) {
                int chosen = Strategy.LEAST_USED.begin(targets, targets.all(), wish(0));
                long size = 1 + ThreadLocalRandom.current().nextInt(1_000);
                tokens.addAndGet(chosen, size);
                targets.standing(chosen).observeTokens(size, 0);
                targets.standing(chosen).end();
            }
        });

        long mean = (tokens.get(0) + tokens.get(1) + tokens.get(2)) / 3;
        for (int i = 0; i < 3; i++) {
            assertThat(targets.standing(i).usedTokens(0)).isEqualTo(tokens.get(i));
            // As far apart as all callers together can be with what they are just using.
            assertThat(tokens.get(i)).isCloseTo(mean, within(THREADS * 1_000L));
        }
    }
}
