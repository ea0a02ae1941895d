package io.serai.providers.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools of which keys rest or are gone, and calls of many threads. */
class KeyPoolRestTest extends KeyPoolCalls {

    @Test
    void allLimited_eachIsAskedOnce_thenTheSoonestIsTold() {
        KeyPool pool = pool(1, 1, 1);
        failing.put("1", () -> limited(Duration.ofSeconds(20)));
        failing.put("2", () -> limited(Duration.ofSeconds(7)));
        failing.put("3", () -> limited(Duration.ofSeconds(60)));
        SeraiException first = failure(pool);
        assertThat(asked).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(first.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));

        pass(Duration.ofSeconds(3));
        SeraiException second = failure(pool);
        assertThat(asked).isEmpty();
        assertThat(second.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(second.retryAfter()).contains(Duration.ofSeconds(4));

        failing.clear();
        pass(Duration.ofSeconds(4));
        asked.clear();
        call(pool);
        assertThat(asked).containsExactly("2");
    }

    @Test
    void allLimited_withoutATime_theSoonestIsTried() {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> limited(null));
        failing.put("2", () -> limited(null));
        assertThat(failure(pool).retryAfter()).as("nobody has said when").isEmpty();
        assertThat(failure(pool).retryAfter()).isEmpty();
        assertThat(asked).hasSize(1);

        failing.clear();
        asked.clear();
        call(pool);
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneRefusedOneLimited_theLimitIsTold() {
        for (int i = 0; i < 10; i++) {
            KeyPool pool = pool(1, 1);
            failing.put("1", KeyPoolTest::refused);
            failing.put("2", () -> limited(Duration.ofSeconds(5)));
            SeraiException failure = failure(pool);
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
            pass(Duration.ofSeconds(6));
        }
    }

    @Test
    void allRefused_failsWithoutACall() {
        KeyPool pool = pool(1, 1);
        failing.put("1", KeyPoolTest::refused);
        failing.put("2", KeyPoolTest::refused);
        assertThat(failure(pool).kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);
        assertThat(asked).hasSize(2);
        assertThat(failure(pool).kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);
        assertThat(asked).isEmpty();
        assertThat(lost).containsExactlyInAnyOrder("openai#1 refused", "openai#2 refused");
    }

    @Test
    void deadline_thatHasPassed_asksNoOther() {
        KeyPool pool = pool(1, 1);
        SeraiException failure = catchThrowableOfType(
                SeraiException.class,
                () -> pool.call(MODEL, new Deadline(System.nanoTime() - 1), use -> {
                    asked.add(use.label());
                    throw limited(Duration.ofSeconds(7));
                }));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(asked).hasSize(1);
    }

    @Test
    void answer_thatBreaksOffByALimit_letsTheKeyRest() {
        KeyPool pool = pool(1, 1);
        List<KeyUse> used = new ArrayList<>();
        pool.call(MODEL, Deadline.NEVER, used::add);
        used.get(0).brokenOff(new ProviderException(ErrorKind.PROVIDER_BAD_RESPONSE, "cut"));
        assertThat(standings.of("openai#" + used.get(0).label() + "/gpt").isOpen(clock.get()))
                .isTrue();

        used.get(0).brokenOff(limited(Duration.ofSeconds(9)));
        for (int i = 0; i < 50; i++) {
            call(pool);
        }
        assertThat(asked).doesNotContain(used.get(0).label());
    }

    @Test
    void models_beyondAThousand_shareTheRestOfTheirKey() {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> limited(Duration.ofSeconds(60)));
        for (int i = 0; i < 5000 && standings.of("openai#1").isOpen(clock.get()); i++) {
            call(pool, "made-up-" + i);
        }
        assertThat(standings.of("openai#1").isOpen(clock.get())).isFalse();
        assertThat(asked.stream().filter("1"::equals)).hasSize(1001);
    }

    @Test
    void trialAfterARest_ofManyCallsAtOnce_isOne() throws Exception {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> limited(Duration.ofSeconds(7)));
        callUntil(pool, "1");
        pass(Duration.ofSeconds(8));
        failing.clear();
        asked.clear();

        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch trying = new CountDownLatch(1);
        AtomicInteger trials = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> pool.call(MODEL, Deadline.NEVER, use -> {
                    if (use.label().equals("1")) {
                        trials.incrementAndGet();
                        trying.countDown();
                        uninterruptibly(held);
                    }
                }));
            }
            assertThat(trying.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 100; i++) {
                call(pool);
            }
            assertThat(asked).containsOnly("2");
            assertThat(trials).hasValue(1);
            held.countDown();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** One that was begun before the rest tells nothing of what comes after it, however it ends. */
    @ParameterizedTest
    @CsvSource({"slow down, true", "slow down, false", "used up, true", "used up, false"})
    void trial_underWay_isNotEndedByACallFromBeforeTheRest(String why, boolean fine) {
        KeyPool pool = pool(1);
        AtomicInteger trials = new AtomicInteger();
        ignoringFailure(() -> pool.call(MODEL, Deadline.NEVER, before -> {
            pass(Duration.ofSeconds(1));
            failing.put("1", () -> why.equals("used up") ? usedUp() : limited(Duration.ofSeconds(7)));
            failure(pool);
            failing.clear();
            pass(Duration.ofMinutes(6));
            pool.call(MODEL, Deadline.NEVER, trial -> {
                trials.incrementAndGet();
                endOf(before, fine);
                assertThat(failure(pool)).as("while one tries it out").isNotNull();
            });
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "over");
        }));

        assertThat(trials).hasValue(1);
        call(pool);
    }

    private static void endOf(KeyUse use, boolean fine) {
        if (fine) {
            use.accepted();
        } else {
            use.abandoned();
        }
    }

    private static void ignoringFailure(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ProviderException.class).hasMessage("over");
    }

    @Test
    void callsOfManyThreads_neverFail_andARefusedKeyIsToldOnce() throws Exception {
        KeyPool pool = pool(1, 1, 1);
        failing.put("3", KeyPoolTest::refused);
        AtomicInteger failures = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int call = 0; call < 2000; call++) {
                        try {
                            call(pool);
                        } catch (SeraiException e) {
                            failures.incrementAndGet();
                        }
                    }
                });
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failures).hasValue(0);
        assertThat(lost).containsExactly("openai#3 refused");
        long wasted = asked.stream().filter("3"::equals).count();
        assertThat(wasted).as("at most once in each thread").isBetween(1L, 8L);
        assertThat(asked).hasSize((int) (16_000 + wasted));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
