package io.serai.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.providers.anthropic.ClaudeModel.Feature;
import io.serai.providers.anthropic.ClaudeModel.Rest;
import io.serai.providers.anthropic.ClaudeModel.Thinking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeModelTest {

    @ParameterizedTest
    @CsvSource({
        "claude-fable-5-2, 128000, ADAPTIVE, NEVER, false, false",
        "claude-mythos-5, 128000, ADAPTIVE, NEVER, true, false",
        "claude-opus-5-5, 128000, ADAPTIVE, NEVER, false, false",
        "claude-sonnet-5-5, 128000, ADAPTIVE, BETWEEN_TOOLS, false, false",
        "claude-haiku-5-5, 128000, ADAPTIVE, DISABLED, true, false",
        "claude-opus-5, 128000, ADAPTIVE, DISABLED, true, false",
        "claude-sonnet-5, 128000, ADAPTIVE, DISABLED, true, false",
        "claude-opus-4-8, 128000, ADAPTIVE, UNASKED, true, false",
        "claude-opus-4-6, 128000, EITHER, UNASKED, true, true",
        "claude-opus-4-5@20251101, 64000, BUDGET, UNASKED, true, true",
        "anthropic/claude-opus-4.5, 64000, BUDGET, UNASKED, true, true",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, 64000, BUDGET, UNASKED, true, true",
        "claude-opus-4-1-20250805, 32000, BUDGET, UNASKED, true, true",
        "claude-opus-4-20250514, 32000, BUDGET, UNASKED, true, true",
        "claude-sonnet-4-20250514, 64000, BUDGET, UNASKED, true, true",
        "claude-3-7-sonnet-20250219, 64000, BUDGET, UNASKED, true, true",
        "claude-3-5-haiku-20241022, 8192, NONE, UNASKED, true, true",
        "claude-3-opus-20240229, 4096, NONE, UNASKED, true, true",
        "claude-saga-7, 128000, ADAPTIVE, DISABLED, true, false",
        "kimi-k3, 8192, BUDGET, UNASKED, true, true"
    })
    void of_anySpelling_isItsFamily(
            String name, int maxOutput, Thinking thinking, Rest rest, boolean forced, boolean sampling) {
        ClaudeModel model = ClaudeModel.of(name);
        assertThat(model.maxOutput()).isEqualTo(maxOutput);
        assertThat(model.thinking()).isEqualTo(thinking);
        assertThat(model.rest()).isEqualTo(rest);
        assertThat(model.has(Feature.FORCED_TOOLS)).isEqualTo(forced);
        assertThat(model.has(Feature.SAMPLING)).isEqualTo(sampling);
    }
}
