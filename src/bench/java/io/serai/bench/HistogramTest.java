package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void percentiles_ofManyValues_areWithinOnePercent() {
        for (long value = 1; value <= 100_000; value++) {
            histogram.record(value * 1_000);
        }

        Percentiles found = histogram.percentiles();

        assertThat((double) found.p50()).isCloseTo(50_000_000, Percentage.withPercentage(1));
        assertThat((double) found.p99()).isCloseTo(99_000_000, Percentage.withPercentage(1));
        assertThat(found.max()).isEqualTo(100_000_000);
    }

    @Test
    void percentiles_ofSmallValues_areExact() {
        for (long value = 0; value < 100; value++) {
            histogram.record(value);
        }

        assertThat(histogram.percentiles()).isEqualTo(new Percentiles(49, 98, 99));
    }

    @Test
    void percentiles_ofTheGreatestValue_doNotOverflow() {
        histogram.record(Long.MAX_VALUE);

        assertThat((double) histogram.percentiles().p99()).isCloseTo(Long.MAX_VALUE, within(Long.MAX_VALUE * 0.01));
    }

    @Test
    void percentiles_ofNothing_areZero() {
        assertThat(histogram.percentiles()).isEqualTo(new Percentiles(0, 0, 0));
    }
}
