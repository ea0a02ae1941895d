package io.serai.api.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTest {

    private final Recent recent = new Recent();

    private void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            recent.add(i);
        }
    }

    @Test
    void p95_ofFewerThanTwenty_isUnknown() {
        add(1, 19);
        assertThat(recent.p95()).isEmpty();
    }

    /** The least that 95 of 100 do not exceed. */
    @ParameterizedTest
    @CsvSource({"20, 19", "21, 20", "40, 38", "100, 95", "128, 122"})
    void p95_ofSoMany_isExact(int count, long expected) {
        add(1, count);
        assertThat(recent.p95()).contains(Duration.ofNanos(expected));
    }

    @Test
    void p95_isOfTheLast128() {
        add(1_000_001, 1_000_300);
        add(1, 127);
        assertThat(recent.p95()).contains(Duration.ofNanos(122));
        add(128, 128);
        assertThat(recent.p95()).contains(Duration.ofNanos(122));
        add(7, 7);
        assertThat(recent.p95()).contains(Duration.ofNanos(122));
    }
}
