package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulations: many calls, one after the other on a made-up clock or at once from many threads, and where they went. */
class StrategyTest {

    private static final int CALLS = 30_000;
    private static final Duration NONE = Duration.ZERO;

    private final Standings standings = Standings.ofThisNode();

    private Targets targets(int... weights) {
        return new Targets(
                IntStream.range(0, weights.length)
                        .mapToObj(i -> Target.of("t" + i).withWeight(weights[i]))
                        .toList(),
                standings);
    }

    private static Wish wish(long now) {
        return new Wish(100, 100, null, AnswerForm.STREAMED, now);
    }

    /** Calls that end at once, from several threads. */
    private static int[] shared(Strategy strategy, Targets targets, long open) throws Exception {
        int threads = 8;
        List<Future<int[]>> parts = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int t = 0; t < threads; t++) {
                parts.add(pool.submit(() -> counted(strategy, targets, open, CALLS / threads)));
            }
            int[] sum = new int[targets.count()];
            for (Future<int[]> part : parts) {
                int[] counts = part.get();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += counts[i];
                }
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private static int[] counted(Strategy strategy, Targets targets, long open, int calls) {
        int[] counts = new int[targets.count()];
        for (int i = 0; i < calls; i++) {
            int chosen = strategy.begin(targets, open, wish(i));
            counts[chosen]++;
            targets.standing(chosen).end();
        }
        return counts;
    }

    @Test
    void priority_manyCalls_allGoToTheFirstThatIsOpen() throws Exception {
        assertThat(shared(Strategy.PRIORITY, targets(1, 1, 1), 0b110)).containsExactly(0, CALLS, 0);
    }

    @Test
    void roundRobin_manyCallsAtOnce_areSharedOutExactly() throws Exception {
        assertThat(shared(new RoundRobin(), targets(1, 1, 1, 1, 1), 0b10101))
                .containsExactly(CALLS / 3, 0, CALLS / 3, 0, CALLS / 3);
    }

    @Test
    void weighted_manyCalls_areSharedOutByWeight() throws Exception {
        int[] counts = shared(new Weighted(ThreadLocalRandom::current), targets(6, 3, 1, 5), 0b0111);

        assertThat(counts[0]).isCloseTo(CALLS * 6 / 10, within(CALLS / 50));
        assertThat(counts[1]).isCloseTo(CALLS * 3 / 10, within(CALLS / 50));
        assertThat(counts[2]).isCloseTo(CALLS / 10, within(CALLS / 50));
        assertThat(counts[3]).isZero();
    }

    @Test
    void weighted_onlyWeightlessOnesLeft_areSharedOutAlike() {
        Random seeded = new Random(7);

        int[] counts = counted(new Weighted(() -> seeded), targets(9, 0, 0), 0b110, 10_000);

        assertThat(counts[1]).isCloseTo(5_000, within(300));
        assertThat(counts[0]).isZero();
    }

    @Test
    void leastBusy_callsThatStay_areSharedOutEvenlyAndByWeight() throws Exception {
        Targets targets = targets(1, 1, 2);
        Strategy strategy = new LeastBusy();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> begun = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                begun.add(pool.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        strategy.begin(targets, targets.all(), wish(i));
                    }
                }));
            }
            for (Future<?> each : begun) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(targets.standing(0).running()).isEqualTo(2_000);
        assertThat(targets.standing(1).running()).isEqualTo(2_000);
        assertThat(targets.standing(2).running()).isEqualTo(4_000);
    }

    @Test
    void leastLatency_anOutlier_doesNotMoveTrafficForLong() {
        Targets targets = targets(1, 1);
        int[] counts = latencySimulation(targets, 2_000, (target, call) -> {
            long usual = target == 0 ? 100 : 150;
            return target == 0 && call == 500 ? 100 * usual : usual;
        });

        // A few calls try the second out as what is known of it ages; one outlier of a hundredfold costs no more than
        // some.
        assertThat(counts[0]).isGreaterThan(1_850);
    }

    @Test
    void leastLatency_aLastingChange_movesTrafficWithinAHandfulOfCalls() {
        Targets targets = targets(1, 1);

        int[] counts =
                latencySimulation(targets, 1_000, (target, call) -> target == 0 ? (call < 500 ? 100 : 2_000) : 150);

        assertThat(counts[0]).isBetween(480, 560);
    }

    @Test
    void leastLatency_aSlowTargetThatRecovers_isTriedAgain() {
        Targets targets = targets(1, 1);

        int[] counts =
                latencySimulation(targets, 4_000, (target, call) -> target == 0 ? (call < 1_000 ? 1_000 : 50) : 150);

        assertThat(counts[0]).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 300})
    void leastLatency_callsFarApart_stayWithTheQuickOne(int seconds) {
        int[] counts = latencySimulation(
                targets(1, 1), 400, Duration.ofSeconds(seconds), (target, call) -> target == 0 ? 2_000 : 100);

        assertThat(counts[1]).isGreaterThanOrEqualTo(400 * 8 / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 300})
    void leastLatency_aSlowTargetThatRecovers_isTriedAgainThoughCallsAreFarApart(int seconds) {
        int[] counts = latencySimulation(
                targets(1, 1),
                400,
                Duration.ofSeconds(seconds),
                (target, call) -> target == 0 ? (call < 100 ? 2_000 : 50) : 100);

        assertThat(counts[0]).isGreaterThan(150);
    }

    @Test
    void leastLatency_unknownTargets_areTriedAllAtFirst() {
        Targets targets = targets(1, 1, 1);

        assertThat(latencySimulation(targets, 3, (target, call) -> 100)).containsExactly(1, 1, 1);
    }

    @FunctionalInterface
    private interface Server {
        long millis(int target, int call);
    }

    /** Ten calls a second. */
    private static int[] latencySimulation(Targets targets, int calls, Server server) {
        return latencySimulation(targets, calls, Duration.ofMillis(100), server);
    }

    private static int[] latencySimulation(Targets targets, int calls, Duration apart, Server server) {
        int[] counts = new int[targets.count()];
        for (int call = 0; call < calls; call++) {
            long now = apart.multipliedBy(call).toNanos();
            int chosen = Strategy.LEAST_LATENCY.begin(targets, targets.all(), wish(now));
            counts[chosen]++;
            long taken = Duration.ofMillis(server.millis(chosen, call)).toNanos();
            targets.standing(chosen).observeLatency(AnswerForm.STREAMED, taken, now);
            targets.standing(chosen).end();
        }
        return counts;
    }

    @Test
    void leastCost_dependsOnTheCallsOwnShape() {
        Targets targets = new Targets(
                List.of(
                        Target.of("cheapIn").withPrice(new Price(100, 2_000)),
                        Target.of("cheapOut").withPrice(new Price(400, 500)),
                        Target.of("unknown")),
                standings);

        assertThat(Strategy.LEAST_COST.begin(targets, 0b111, new Wish(10_000, 100, null, AnswerForm.STREAMED, 0)))
                .isZero();
        assertThat(Strategy.LEAST_COST.begin(targets, 0b111, new Wish(100, 1_000, null, AnswerForm.STREAMED, 0)))
                .isEqualTo(1);
        assertThat(Strategy.LEAST_COST.begin(targets, 0b100, new Wish(100, 1_000, null, AnswerForm.STREAMED, 0)))
                .isEqualTo(2);
    }

    @Test
    void leastUsed_tokensOfTheLastMinute_areEvenedOut() {
        Targets targets = targets(1, 1, 1);
        long[] tokens = new long[3];
        Random seeded = new Random(3);
        for (int call = 0; call < 6_000; call++) {
            long now = Duration.ofMillis(10L * call).toNanos();
            int chosen = Strategy.LEAST_USED.begin(targets, targets.all(), wish(now));
            long size = 1 + seeded.nextInt(1_000);
            tokens[chosen] += size;
            targets.standing(chosen).observeTokens(size, now);
            targets.standing(chosen).end();
        }

        long mean = (tokens[0] + tokens[1] + tokens[2]) / 3;
        assertThat(tokens[0]).isCloseTo(mean, within(2_000L));
        assertThat(tokens[1]).isCloseTo(mean, within(2_000L));
    }

    @Test
    void leastUsed_afterAMinute_isForgotten() {
        Standing standing = new Standing();
        standing.observeTokens(600, Duration.ofSeconds(30).toNanos());

        assertThat(standing.usedTokens(Duration.ofSeconds(59).toNanos())).isEqualTo(600);
        assertThat(standing.usedTokens(Duration.ofSeconds(90).toNanos())).isEqualTo(300);
        assertThat(standing.usedTokens(Duration.ofSeconds(120).toNanos())).isZero();
    }

    @Test
    void sticky_sameKey_staysAndIsSharedOutByWeight() {
        Targets targets = targets(3, 1);
        Strategy strategy = new Sticky();
        int[] counts = new int[2];
        for (int user = 0; user < 10_000; user++) {
            Wish wish = new Wish(1, 1, "user-" + user, AnswerForm.STREAMED, 0);
            int chosen = strategy.begin(targets, 0b11, wish);
            counts[chosen]++;
            assertThat(strategy.begin(targets, 0b11, wish)).isEqualTo(chosen);
        }

        assertThat(counts[0]).isCloseTo(7_500, within(250));
    }

    @Test
    void sticky_aTargetThatRests_movesItsOwnCallersOnly() {
        Targets targets = targets(1, 1, 1, 1);
        Strategy strategy = new Sticky();
        int moved = 0;
        for (int user = 0; user < 4_000; user++) {
            Wish wish = new Wish(1, 1, "user-" + user, AnswerForm.STREAMED, 0);
            int before = strategy.begin(targets, 0b1111, wish);
            int after = strategy.begin(targets, 0b1011, wish);
            if (before != 2) {
                assertThat(after).isEqualTo(before);
            } else {
                moved++;
            }
        }

        assertThat(moved).isCloseTo(1_000, within(120));
    }

    @Test
    void named_unknown_namesThoseThereAre() {
        assertThatThrownBy(() -> Strategy.named("fastest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("least-latency")
                .hasMessageContaining("'fastest'");
    }

    @Test
    void rest_afterFailuresInARow_isOpenToOneTrialWhenItIsOver() {
        Standing standing = new Standing();
        Cooldown policy = new Cooldown(2, Duration.ofNanos(100));
        assertThat(standing.enter(0)).isTrue();
        standing.failed(policy, NONE, 1);
        assertThat(standing.isOpen(2)).isTrue();
        standing.failed(policy, NONE, 10);

        assertThat(standing.isOpen(109)).isFalse();
        assertThat(standing.rests(50)).isEqualTo(Duration.ofNanos(60));
        assertThat(standing.enter(110)).isTrue();
        assertThat(standing.enter(111)).as("while one tries it out").isFalse();
        standing.succeeded(110, 112);
        assertThat(standing.enter(113)).isTrue();
        assertThat(standing.enter(113)).isTrue();
    }

    @Test
    void rest_failedTrial_beginsAnewAtOnce() {
        Standing standing = new Standing();
        Cooldown policy = new Cooldown(3, Duration.ofNanos(100));
        for (int i = 0; i < 3; i++) {
            standing.failed(policy, NONE, 0);
        }
        assertThat(standing.enter(100)).isTrue();
        standing.failed(policy, NONE, 150);

        assertThat(standing.isOpen(249)).isFalse();
        assertThat(standing.isOpen(250)).isTrue();
    }

    @Test
    void rest_longerOne_isNeverShortened() {
        Standing standing = new Standing();
        Cooldown policy = new Cooldown(1, Duration.ofNanos(100));
        standing.failed(policy, Duration.ofNanos(1_000), 0);
        standing.failed(policy, NONE, 10);
        standing.failed(policy, Duration.ofNanos(20), 20);
        standing.succeeded(30, 30);

        assertThat(standing.rests(0)).isEqualTo(Duration.ofNanos(1_000));
    }

    @Test
    void rest_ofNoTime_failedTrial_leavesTheNextOneIn() {
        Standing standing = new Standing();
        Cooldown policy = new Cooldown(1, NONE);
        standing.failed(policy, Duration.ofNanos(100), 0);
        assertThat(standing.enter(200)).isTrue();

        standing.failed(policy, NONE, 201);

        assertThat(standing.enter(202)).isTrue();
    }

    @Test
    void rest_trialThatSaidNothing_leavesTheNextOneIn() {
        Standing standing = new Standing();
        standing.failed(new Cooldown(1, Duration.ofNanos(100)), NONE, 0);
        assertThat(standing.enter(200)).isTrue();

        standing.abandoned(200);

        assertThat(standing.enter(201)).isTrue();
        assertThat(standing.enter(202)).isFalse();
    }
}
