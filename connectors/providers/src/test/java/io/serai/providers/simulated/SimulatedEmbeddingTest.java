package io.serai.providers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.providers.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedEmbeddingTest {

    @Property
    void vector_anyText_hasLengthOne(@ForAll String text, @ForAll @IntRange(min = 1, max = 300) int dimensions) {
        List<?> vector =
                vectors(embed(Map.of("input", text, "dimensions", dimensions))).get(0);

        assertThat(vector).hasSize(dimensions);
        assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Property(tries = 300)
    void vector_sharedWords_bringTextsCloser(@ForAll @IntRange(max = 100_000) int seed) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            words.add("w" + Long.toString(StableHash.mix(seed * 15L + i) >>> 20, 36));
        }
        String text = String.join(" ", words.subList(0, 5));
        String near = String.join(" ", words.subList(2, 7));
        String far = String.join(" ", words.subList(7, 12));

        List<List<?>> vectors = vectors(embed(Map.of("input", List.of(text, near, far))));

        assertThat(product(vectors.get(0), vectors.get(1))).isGreaterThan(product(vectors.get(0), vectors.get(2)));
    }

    @Test
    void vector_commonWords_countLittle() {
        List<List<?>> vectors = vectors(embed(Map.of(
                "input",
                List.of(
                        "What does the circuit breaker do?",
                        "A circuit breaker opens after failures.",
                        "What does the splitter do with the text?"))));

        assertThat(product(vectors.get(0), vectors.get(1))).isGreaterThan(product(vectors.get(0), vectors.get(2)));
    }

    @Test
    void vector_knownText_isTheSameOnEveryMachine() {
        List<?> vector = vectors(embed(Map.of("input", "caravan"))).get(0);

        List<Integer> touched = new ArrayList<>();
        for (int i = 0; i < vector.size(); i++) {
            if (((Number) vector.get(i)).floatValue() != 0) {
                touched.add(i);
            }
        }
        assertThat(touched).containsExactly(11, 15, 33, 65, 68, 131, 144, 151, 161, 163, 171, 173, 196, 209, 222, 248);
    }

    @Test
    void answer_strings_hasOpenAisShape() {
        Map<String, Object> answer = embed(Map.of("input", List.of("Hello there", "caravan")));

        assertThat(answer)
                .containsEntry("object", "list")
                .containsEntry("model", "parrot")
                .containsEntry("system_fingerprint", "simulated");
        assertThat(((Map<?, ?>) ((List<?>) answer.get("data")).get(1)).get("index"))
                .isEqualTo(1);
        Usage usage = Usage.in(answer).orElseThrow();
        assertThat(usage.promptTokens()).isEqualTo(TokenCounter.count("Hello there") + TokenCounter.count("caravan"));
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens());
        assertThat(vectors(answer)).allMatch(vector -> vector.size() == 256);
    }

    @Test
    void answer_tokenIds_areOneTextOrSeveral() {
        Map<String, Object> one = embed(Map.of("input", List.of(11, 22)));
        Map<String, Object> two = embed(Map.of("input", List.of(List.of(11, 22), List.of(33))));

        assertThat(vectors(one)).hasSize(1);
        assertThat(vectors(two)).hasSize(2);
        assertThat(vectors(two).get(0)).isEqualTo(vectors(one).get(0));
        assertThat(Usage.in(two).orElseThrow().promptTokens()).isEqualTo(3);
    }

    @Test
    void answer_oddElements_countAsEmptyText() {
        assertThat(vectors(embed(Map.of("input", List.of("a", Map.of(), 3))))).hasSize(3);
        assertThat(vectors(embed(Map.of("input", Collections.singletonList(null)))))
                .hasSize(1);
    }

    @Test
    void input_missing_refusesTheField() {
        assertThatThrownBy(() -> embed(Map.of()))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.param()).contains("input"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 5000})
    void dimensions_outOfRange_refusesTheField(int dimensions) {
        assertThatThrownBy(() -> embed(Map.of("input", "x", "dimensions", dimensions)))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.param()).contains("dimensions"));
    }

    private static Map<String, Object> embed(Map<String, Object> request) {
        return Calls.backend(Map.of()).answer(Calls.embed(request));
    }

    private static List<List<?>> vectors(Map<String, Object> answer) {
        List<List<?>> vectors = new ArrayList<>();
        for (Object entry : (List<?>) answer.get("data")) {
            vectors.add((List<?>) ((Map<?, ?>) entry).get("embedding"));
        }
        return vectors;
    }

    private static double product(List<?> left, List<?> right) {
        double sum = 0;
        for (int i = 0; i < left.size(); i++) {
            sum += ((Number) left.get(i)).doubleValue() * ((Number) right.get(i)).doubleValue();
        }
        return sum;
    }
}
