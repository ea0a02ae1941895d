package io.serai.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "0s, 0",
        "30s, 30000",
        "2m, 120000",
        "24h, 86400000",
        "1m30s, 90000",
        "1h2m3s4ms, 3723004",
        "15 s, 15000",
        "999999999h, 3599999996400000"
    })
    void read_numbersWithUnits_isTheirSum(String text, long millis) {
        assertThat(DurationText.read(text))
                .hasValueSatisfying(read -> assertThat(read.toMillis()).isEqualTo(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5", "s", "-5s", "+5s", "1.5s", "30S", "30s1m", "5 days", "1234567890s", "٣s"})
    void read_anythingElse_isNone(String text) {
        assertThat(DurationText.read(text)).isEmpty();
    }
}
