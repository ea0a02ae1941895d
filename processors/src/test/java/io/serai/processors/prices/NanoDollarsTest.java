package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts of money. */
class NanoDollarsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.000000001",
        "10, 0.00000001",
        "1250000, 0.00125",
        "1000000000, 1",
        "100000000000, 100",
        "123456789012, 123.456789012"
    })
    void text_ofAnAmount_isPlainDollars(long nanos, String dollars) {
        assertThat(new NanoDollars(nanos)).hasToString(dollars);
    }

    @Test
    void sum_thatDoesNotFit_isRefused() {
        NanoDollars most = new NanoDollars(Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(new NanoDollars(1))).isInstanceOf(ArithmeticException.class);
    }
}
