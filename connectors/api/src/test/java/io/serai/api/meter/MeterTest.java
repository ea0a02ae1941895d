package io.serai.api.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final int THREADS = 8;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger hits = new AtomicInteger();
    private final Meter meter = new Meter(new MeterListener() {
        @Override
        public void begun(Attempt attempt) {
            begun.incrementAndGet();
        }

        @Override
        public void ended(Attempt attempt) {
            assertThat(attempt.outcome()).isNotEqualTo(Outcome.RUNNING);
            ended.incrementAndGet();
        }

        @Override
        public void hit(Attempt attempt) {
            hits.incrementAndGet();
        }
    });

    @Test
    void answering_isNobodyWhoFailedOrWasGivenUp() {
        meter.begin("wins", "m", Operation.CHAT).succeed();
        meter.begin("loses", "m", Operation.CHAT).cancel();
        meter.begin("fails", "m", Operation.CHAT).fail(ErrorKind.PROVIDER_TIMEOUT);

        assertThat(meter.answering()).map(Attempt::target).contains("wins/m");
    }

    @Test
    void answering_whereAllWereGivenUp_isTheLastOfThem() {
        meter.begin("first", "m", Operation.CHAT).cancel();
        meter.begin("last", "m", Operation.CHAT).cancel();

        assertThat(meter.answering()).map(Attempt::target).contains("last/m");
    }

    @Test
    void hit_isNoAttempt_butIsInTheUsage() {
        meter.begin("a", "m", Operation.CHAT).report(Usage.of(1, 2));

        Attempt hit = meter.hit("b", "n", Operation.CHAT, Usage.of(10, 20));

        assertThat(hit.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hit.target()).isEqualTo("b/n");
        assertThat(meter.count()).isEqualTo(1);
        assertThat(meter.hits()).containsExactly(hit);
        assertThat(meter.usage()).containsEntry("prompt_tokens", 11L).containsEntry("completion_tokens", 22L);
        assertThat(begun).hasValue(1);
        assertThat(ended).hasValue(0);
        assertThat(hits).hasValue(1);
    }

    @Test
    void ownTime_leavesOutWhatAttemptsTook_alsoWhereTheyOverlap() {
        long before = meter.ownNanos();
        Attempt first = meter.begin("a", "m", Operation.CHAT);
        Attempt second = meter.begin("b", "m", Operation.CHAT);
        second.succeed();
        long within = meter.ownNanos();
        long later = meter.ownNanos();
        first.succeed();

        assertThat(within).isEqualTo(later).isGreaterThanOrEqualTo(before);
        assertThat(meter.ownNanos()).isGreaterThanOrEqualTo(later);
    }

    @Test
    void attempts_ofManyThreads_areAllCounted() throws Exception {
        together(() -> {
            for (int i = 0; i < 200; i++) {
                Attempt attempt = meter.begin("p", "m", Operation.CHAT);
                attempt.report(Usage.of(1, 2));
                assertThat(meter.usage()).isNotEmpty();
                attempt.succeed();
            }
        });

        assertThat(meter.count()).isEqualTo(THREADS * 200);
        assertThat(meter.usage())
                .isEqualTo(Map.of(
                        "prompt_tokens",
                        THREADS * 200L,
                        "completion_tokens",
                        THREADS * 400L,
                        "total_tokens",
                        THREADS * 600L));
        assertThat(begun).hasValue(THREADS * 200);
        assertThat(ended).hasValue(THREADS * 200);
    }

    @Test
    void end_ofManyThreads_countsOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            Attempt attempt = meter.begin("p", "m", Operation.CHAT);
            AtomicInteger turn = new AtomicInteger();
            together(() -> {
                switch (turn.getAndIncrement() % 3) {
                    case 0 -> attempt.succeed();
                    case 1 -> attempt.fail(ErrorKind.PROVIDER_TIMEOUT);
                    default -> attempt.cancel();
                }
            });
            assertThat(ended).hasValue(round + 1);
            switch (attempt.outcome()) {
                case SUCCEEDED -> assertThat(attempt.error()).isEmpty();
                case FAILED -> assertThat(attempt.error()).contains(ErrorKind.PROVIDER_TIMEOUT);
                case CANCELLED -> assertThat(attempt.error()).contains(ErrorKind.CALLER_GONE);
                default -> throw new AssertionError("still running");
            }
            assertThat(attempt.duration()).isEqualTo(attempt.duration());
        }
    }

    @Test
    void answering_attempts_isTheLastThatHasNotFailed() {
        assertThat(meter.answering()).isEmpty();
        Attempt first = meter.begin("a", "m", Operation.CHAT);
        Attempt second = meter.begin("b", "m", Operation.CHAT);
        assertThat(meter.answering()).contains(second);
        second.fail(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(meter.answering()).contains(first);
        first.fail(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(meter.answering()).isEmpty();
    }

    @Test
    void usage_unreported_isEmpty() {
        meter.begin("a", "m", Operation.CHAT).fail(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(meter.usage()).isEmpty();
    }

    @Test
    void firstToken_again_changesNothing() {
        Attempt attempt = meter.begin("a", "m", Operation.CHAT);
        assertThat(attempt.timeToFirstToken()).isEmpty();
        attempt.firstToken();
        var first = attempt.timeToFirstToken();
        attempt.firstToken();
        assertThat(attempt.timeToFirstToken()).isEqualTo(first).isPresent();
    }

    private static void together(Runnable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch ready = new CountDownLatch(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    work.run();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
