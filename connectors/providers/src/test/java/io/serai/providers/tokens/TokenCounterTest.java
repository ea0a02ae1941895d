package io.serai.providers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @Property
    void split_anyText_addsUpToItAndItsCount(@ForAll String text) {
        // What is no character at all, UTF-8 can't carry.
        String valid = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);

        List<TokenCounter.Token> tokens = TokenCounter.split(valid);

        assertThat(String.join("", tokens.stream().map(TokenCounter.Token::text).toList()))
                .isEqualTo(valid);
        assertThat(tokens.stream().mapToInt(TokenCounter.Token::tokens).sum()).isEqualTo(TokenCounter.count(valid));
    }

    @Test
    void count_longProse_isExactAlthoughSliced() {
        String prose = "The inn opens at dusk, and Béla's 12 camels drink. ".repeat(2_000);

        assertThat(TokenCounter.count(prose)).isEqualTo(O200K.countTokensOrdinary(prose));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", "漢", "😀", "!", "1"})
    void count_longTextWithoutWords_isCloseToExact(String unit) {
        String text = unit.repeat(50_000);

        int exact = O200K.countTokensOrdinary(text);
        assertThat(TokenCounter.count(text)).isBetween(exact, exact + exact / 20 + 20);
    }

    @Test
    void count_specialToken_isPlainText() {
        assertThat(TokenCounter.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void prompt_toolsAndImages_areCounted() {
        Map<String, Object> bare = Map.of("messages", List.of(Map.of("role", "user", "content", List.of())));
        Map<String, Object> rich = Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", List.of(Map.of("type", "image_url", "image_url", Map.of())))),
                "tools",
                List.of(Map.of("type", "function")));

        assertThat(TokenCounter.prompt(rich)).isGreaterThan(TokenCounter.prompt(bare) + 85);
    }
}
