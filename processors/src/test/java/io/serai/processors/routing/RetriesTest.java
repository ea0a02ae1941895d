package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.error.ErrorKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

    private static final int TIMES = 10_000;

    /** Any pause up to the bound, all of them as often: full jitter. */
    @ParameterizedTest
    @CsvSource({"0, 100", "1, 200", "2, 400", "3, 800", "4, 1600", "5, 2000", "6, 2000", "70, 2000"})
    void pause_ofARetry_isUniformUpToABoundThatDoubles(int retry, long millis) {
        Random seeded = new Random(retry);
        double bound = Duration.ofMillis(millis).toNanos();
        double[] pauses = IntStream.range(0, TIMES)
                .mapToDouble(i -> Retries.pause(retry, seeded).toNanos())
                .toArray();

        assertThat(Arrays.stream(pauses).allMatch(pause -> pause >= 0 && pause <= bound))
                .isTrue();
        for (int tenth = 1; tenth < 10; tenth++) {
            double below = bound * tenth / 10;
            assertThat(Arrays.stream(pauses).filter(pause -> pause < below).count())
                    .isCloseTo(TIMES * tenth / 10L, within(TIMES / 40L));
        }
    }

    @Test
    void after_eachKind_isItsOwn() {
        Retries retries = new Retries(1, 2, 3);

        assertThat(retries.after(ErrorKind.PROVIDER_RATE_LIMITED)).isEqualTo(1);
        assertThat(retries.after(ErrorKind.PROVIDER_UNAVAILABLE)).isEqualTo(2);
        assertThat(retries.after(ErrorKind.PROVIDER_BAD_RESPONSE)).isEqualTo(2);
        assertThat(retries.after(ErrorKind.PROVIDER_TIMEOUT)).isEqualTo(3);
        assertThat(retries.after(ErrorKind.PROVIDER_AUTH)).isZero();
        assertThat(retries.after(ErrorKind.POLICY_RATE_LIMITED)).isZero();
    }
}
