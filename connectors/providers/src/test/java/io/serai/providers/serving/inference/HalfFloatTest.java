package io.serai.providers.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "65519.996, 7bff",
        "65520, 7c00",
        "-Infinity, fc00",
        "6.1035156e-5, 0400",
        "6.097555e-5, 03ff",
        "5.9604645e-8, 0001",
        "2.9802322e-8, 0000",
        "2.9802326e-8, 0001",
        "-0.0, 8000",
        "0.1, 2e66",
        "2049, 6800",
        "2051, 6802",
        "4095.9, 6c00"
    })
    void of_roundsToTheNearest(float value, String half) {
        assertThat(HalfFloat.of(value)).isEqualTo((short) Integer.parseInt(half, 16));
    }

    @Test
    void toFloat_isTheInverse_forEveryHalf() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.of(value)).isEqualTo((short) bits);
            }
        }
        assertThat(HalfFloat.toFloat(HalfFloat.of(Float.NaN))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"1, 3f80", "-2, c000", "0.1, 3dcd", "Infinity, 7f80", "3.4028235e38, 7f80", "1.00390625, 3f80"})
    void brainOf_roundsToTheNearest(float value, String brain) {
        assertThat(HalfFloat.brainOf(value)).isEqualTo((short) Integer.parseInt(brain, 16));
    }

    @Test
    void brainToFloat_isTheInverse_forEveryBrainFloat() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = HalfFloat.brainToFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.brainOf(value)).isEqualTo((short) bits);
            }
        }
    }
}
