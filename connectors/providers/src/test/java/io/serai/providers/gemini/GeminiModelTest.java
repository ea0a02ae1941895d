package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiModelTest {

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, false, false, false",
        "gemini-2.5-pro, false, false, true",
        "models/gemini-3.1-pro-preview, true, true, true",
        "gemini-4-flash, true, true, false",
        "gemini-flash-latest, true, true, false",
        "gemini-99999999999999, true, true, false",
        "gemma-3-27b-it, true, false, false",
        "endpoints/123, true, false, false"
    })
    void name_tellsTheGeneration(String name, boolean byLevel, boolean signs, boolean pro) {
        GeminiModel model = GeminiModel.of(name);
        assertThat(model.thinksByLevel()).isEqualTo(byLevel);
        assertThat(model.isGemini3()).isEqualTo(signs);
        assertThat(model.isPro()).isEqualTo(pro);
    }
}
