package io.serai.providers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestTokensTest {

    private static final long HELLO_WORLD = TokenCounter.count("Hello world");

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(Operation.CHAT, ChatRequest.ofText("Hello world").map(), (long)
                        TokenCounter.prompt(ChatRequest.ofText("Hello world").map())),
                Arguments.of(Operation.EMBED, Map.of("input", "Hello world"), HELLO_WORLD),
                Arguments.of(Operation.EMBED, Map.of("input", List.of("Hello world", "Hello world")), 2 * HELLO_WORLD),
                Arguments.of(Operation.EMBED, Map.of("input", List.of(1, 2, 3)), 3L),
                Arguments.of(
                        Operation.RERANK,
                        Map.of(
                                "query",
                                "Hello world",
                                "documents",
                                List.of("Hello world", Map.of("text", "Hello world"))),
                        3 * HELLO_WORLD),
                Arguments.of(Operation.MODERATE, Map.of("input", "Hello world"), HELLO_WORLD),
                Arguments.of(Operation.IMAGE, Map.of("prompt", "Hello world"), HELLO_WORLD),
                Arguments.of(Operation.SPEECH, Map.of("input", "Hello world"), HELLO_WORLD),
                Arguments.of(Operation.PREDICT, Map.of("inputs", List.of()), 0L));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("requests")
    void input_ofEachOperation_isThatOfItsTexts(Operation operation, Map<String, Object> request, long tokens) {
        assertThat(new RequestTokens().input("any", operation, request)).isEqualTo(tokens);
    }
}
