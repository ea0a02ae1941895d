package io.serai.api.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingsTest {

    private static Map<String, Object> answer(Object... data) {
        return Map.of("data", List.of(data));
    }

    @Test
    void vectors_comeInTheOrderOfTheInputs() {
        Map<String, Object> answer = answer(
                Map.of("index", 1, "embedding", List.of(3, 4.5)), Map.of("index", 0, "embedding", new float[] {1, 2}));

        assertThat(Embeddings.vectors(answer)).containsExactly(new float[] {1, 2}, new float[] {3, 4.5f});
    }

    @Test
    void request_holdsTheTexts() {
        assertThat(Embeddings.request(List.of("a", "b"))).isEqualTo(Map.of("input", List.of("a", "b")));
    }

    static Stream<Object> wrong() {
        return Stream.of(
                "text",
                Map.of("data", "none"),
                answer("text"),
                answer(Map.of("index", 0, "embedding", "base64")),
                answer(Map.of("index", 7, "embedding", List.of(1))),
                answer(Map.of("index", 0, "embedding", List.of("one"))),
                answer(Map.of("index", 0, "embedding", List.of(1)), Map.of("index", 0, "embedding", List.of(1))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void answer_withoutVectors_isTheProvidersFault(Object answer) {
        assertThatThrownBy(() -> Embeddings.vectors(answer))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE));
    }
}
