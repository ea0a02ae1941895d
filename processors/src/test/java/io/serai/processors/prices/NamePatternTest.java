package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names with stars. */
class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-20*, gpt-4.1-2025-04-14, true",
        "gpt-4.1-20*, gpt-4.1-mini, false",
        "gpt-4.1*, gpt-4.1, true",
        "*, anything, true",
        "*opus*, us.anthropic.claude-opus-4-8-v1:0, true",
        "*opus*, opus, true",
        "*opus*, claude-sonnet, false",
        "*-latest, mistral-large-latest, true",
        "*-latest, latest, false",
        "a*b*c, abc, true",
        "a*b*c, a1b2c, true",
        "a*b*c, acb, false",
        "a*b*b, ab, false",
        "ab*ba, aba, false"
    })
    void name_ofAModel_fitsThePattern(String pattern, String name, boolean fits) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(fits);
    }

    @Test
    void patterns_inOrder_beginWithTheOneThatSaysMost() {
        assertThat(Stream.of("*", "claude-*", "*-opus-5*", "claude-opus-5*", "claude-opus-5-5*")
                        .map(NamePattern::new)
                        .sorted()
                        .map(NamePattern::toString))
                .containsExactly("claude-opus-5-5*", "claude-opus-5*", "*-opus-5*", "claude-*", "*");
    }
}
