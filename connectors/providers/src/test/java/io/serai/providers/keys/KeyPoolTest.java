package io.serai.providers.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.call.Deadline;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which key a call is made with, and what becomes of keys that fail. */
class KeyPoolTest extends KeyPoolCalls {

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
}
