package io.serai.providers.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.call.Deadline;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Standings;
import io.serai.providers.spi.NotConfigured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPoolTest {

    private static final String MODEL = "gpt";

    private final AtomicLong clock = new AtomicLong(1);
    private final Map<String, Supplier<SeraiException>> failing = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final Standings standings = Standings.ofThisNode();
    private Optional<Duration> retryRefused = Optional.empty();

    private KeyPool pool(int... weights) {
        List<KeyEntry> entries = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            entries.add(new KeyEntry(String.valueOf(i + 1), "sk-" + i, weights[i]));
        }
        return new KeyPool(
                "openai",
                entries,
                entry -> new NotConfigured(entry.label()),
                retryRefused,
                new KeyWatch(
                        standings, (provider, key, reason) -> lost.add(provider + "#" + key + " " + reason.label())),
                clock::get,
                threadSafe(new Random(42)));
    }

    private static Supplier<Random> threadSafe(Random random) {
        return () -> random;
    }

    private void call(KeyPool pool) {
        call(pool, MODEL);
    }

    private void call(KeyPool pool, String model) {
        pool.call(model, Deadline.NEVER, use -> {
            asked.add(use.label());
            Supplier<SeraiException> failure = failing.get(use.label());
            if (failure != null) {
                throw failure.get();
            }
        });
    }

    private SeraiException failure(KeyPool pool) {
        asked.clear();
        return catchThrowableOfType(SeraiException.class, () -> call(pool));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static SeraiException limited(Duration retryAfter) {
        return new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "limited").withRetryAfter(retryAfter);
    }

    private static SeraiException usedUp() {
        return limited(null).withCode("insufficient_quota");
    }

    private static SeraiException refused() {
        return new ProviderException(ErrorKind.PROVIDER_AUTH, "refused");
    }

    private static SeraiException forbidden() {
        return refused().withCode("provider_forbidden");
    }

    @Test
    void choice_ofOpenKeys_isByTheirWeights() {
        KeyPool pool = pool(3, 1, 6);
        for (int i = 0; i < 10_000; i++) {
            call(pool);
        }
        Map<String, Integer> counts = new HashMap<>();
        asked.forEach(key -> counts.merge(key, 1, Integer::sum));
        assertThat(counts.get("1")).isCloseTo(3000, within(200));
        assertThat(counts.get("2")).isCloseTo(1000, within(200));
        assertThat(counts.get("3")).isCloseTo(6000, within(200));
    }

    @Test
    void limit_ofOneKey_letsItRestAsLongAsItSays_forThatModelAlone() {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> limited(Duration.ofSeconds(7)));
        callUntil(pool, "1");
        failing.clear();
        asked.clear();

        pass(Duration.ofSeconds(6));
        for (int i = 0; i < 50; i++) {
            call(pool);
        }
        assertThat(asked).containsOnly("2");

        for (int i = 0; i < 50; i++) {
            call(pool, "other");
        }
        assertThat(asked).contains("1");

        asked.clear();
        pass(Duration.ofSeconds(1));
        callUntil(pool, "1");
        assertThat(lost).isEmpty();
    }

    @Test
    void limit_thatSaysNoTime_restsForTheUsualTime() {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> limited(null));
        callUntil(pool, "1");

        assertThat(standings.of("openai#1/gpt").rests(clock.get())).isEqualTo(Duration.ofSeconds(30));
        assertThat(standings.of("openai#1").isOpen(clock.get())).isTrue();
    }

    @Test
    void usedUpAccount_restsForAllModels_andIsToldOnceUntilItIsPaid() {
        KeyPool pool = pool(1, 1);
        failing.put("1", KeyPoolTest::usedUp);
        callUntil(pool, "1");
        asked.clear();
        for (int i = 0; i < 50; i++) {
            call(pool, "other");
        }
        assertThat(asked).containsOnly("2");

        pass(Duration.ofMinutes(6));
        callUntil(pool, "1");
        assertThat(lost).containsExactly("openai#1 used_up");

        failing.clear();
        pass(Duration.ofMinutes(6));
        callUntil(pool, "1");
        failing.put("1", KeyPoolTest::usedUp);
        callUntil(pool, "1");
        assertThat(lost).containsExactly("openai#1 used_up", "openai#1 used_up");
    }

    @Test
    void refusedKey_ofThree_isAskedOnceAndNeverAgain() {
        KeyPool pool = pool(1, 1, 1);
        failing.put("2", KeyPoolTest::refused);
        for (int i = 0; i < 1000; i++) {
            call(pool);
            pass(Duration.ofHours(1));
        }
        assertThat(asked.stream().filter("2"::equals)).hasSize(1);
        assertThat(asked).hasSize(1001);
        assertThat(lost).containsExactly("openai#2 refused");
    }

    @Test
    void refusedKey_thatMayBeTriedAgain_isTriedOnceAfterThatTime() {
        retryRefused = Optional.of(Duration.ofHours(1));
        KeyPool pool = pool(1, 1);
        failing.put("2", KeyPoolTest::refused);
        callUntil(pool, "2");
        pass(Duration.ofMinutes(61));
        callUntil(pool, "2");
        assertThat(lost).as("it has not been of use meanwhile").hasSize(1);

        failing.clear();
        pass(Duration.ofMinutes(61));
        callUntil(pool, "2");
        asked.clear();
        callUntil(pool, "2");
    }

    @Test
    void refusal_ofAKeyWhoseEarlierCallEndsLater_stands() {
        KeyPool pool = pool(1, 1);
        pool.call(MODEL, Deadline.NEVER, slow -> {
            clock.incrementAndGet();
            failing.put(slow.label(), KeyPoolTest::refused);
            callUntil(pool, slow.label());
        });
        asked.clear();
        String dead = failing.keySet().iterator().next();
        for (int i = 0; i < 50; i++) {
            call(pool);
        }
        assertThat(asked).doesNotContain(dead);
    }

    @Test
    void forbiddenModel_letsTheKeyRestForIt_andLosesNoKey() {
        KeyPool pool = pool(1, 1);
        failing.put("1", KeyPoolTest::forbidden);
        callUntil(pool, "1");
        failing.clear();
        asked.clear();
        for (int i = 0; i < 50; i++) {
            call(pool);
        }
        assertThat(asked).containsOnly("2");
        for (int i = 0; i < 50; i++) {
            call(pool, "other");
        }
        assertThat(asked).contains("1");
        assertThat(lost).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "PROVIDER_TIMEOUT",
                "PROVIDER_UNAVAILABLE",
                "PROVIDER_BAD_RESPONSE",
                "PROVIDER_CONTEXT_LENGTH",
                "PROVIDER_CONTENT_FILTER",
                "PROVIDER_NOT_CONFIGURED"
            })
    void failure_thatIsNotTheKeys_asksNoOtherAndCountsAgainstNone(ErrorKind kind) {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> new ProviderException(kind, "no"));
        failing.put("2", () -> new ProviderException(kind, "no"));
        for (int i = 0; i < 20; i++) {
            assertThat(failure(pool).kind()).isEqualTo(kind);
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void failure_ofTheCaller_isNotTheKeys() {
        KeyPool pool = pool(1, 1);
        failing.put("1", () -> new CallerException(ErrorKind.CALLER_BAD_REQUEST, "no"));
        failing.put("2", () -> new CallerException(ErrorKind.CALLER_BAD_REQUEST, "no"));
        assertThat(failure(pool).kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(asked).hasSize(1);
    }

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
        assertThat(failure(pool).retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(failure(pool).retryAfter()).contains(Duration.ofSeconds(30));
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

    private void callUntil(KeyPool pool, String key) {
        int before = asked.size();
        for (int i = 0; i < 1000; i++) {
            call(pool);
            if (asked.subList(before, asked.size()).contains(key)) {
                return;
            }
        }
        throw new AssertionError("key " + key + " is not asked");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
