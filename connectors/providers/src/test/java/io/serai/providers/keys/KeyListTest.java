package io.serai.providers.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyListTest {

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("", "", "", List.of()),
                Arguments.of(" , ", "", "", List.of()),
                Arguments.of("", "3", "eu", List.of()),
                Arguments.of("a", "", "", List.of(new KeyEntry("1", "a", 1))),
                Arguments.of("a, b", "", "", List.of(new KeyEntry("1", "a", 1), new KeyEntry("2", "b", 1))),
                Arguments.of("a,,c", "", "", List.of(new KeyEntry("1", "a", 1), new KeyEntry("3", "c", 1))),
                Arguments.of(
                        ", b, c",
                        "9, 3, 1",
                        "x, eu, us",
                        List.of(new KeyEntry("eu", "b", 3), new KeyEntry("us", "c", 1))),
                Arguments.of("a, b", "2,", ", b-2", List.of(new KeyEntry("1", "a", 2), new KeyEntry("b-2", "b", 1))));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void keys_goByTheirPositions(String keys, String weights, String labels, List<KeyEntry> expected) {
        assertThat(KeyList.read(keys, weights, labels)).isEqualTo(expected);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("sk-secret, sk-secret", "", "", "apiKeys to differ"),
                Arguments.of("sk-secret, b", "1", "", "keyWeights to have an entry for each of the 2"),
                Arguments.of("sk-secret, b", "", "x", "keyLabels to have an entry for each of the 2"),
                Arguments.of("sk-secret, b", "1, 0", "", "keyWeights to be whole numbers from 1, found '0'"),
                Arguments.of("sk-secret, b", "1, many", "", "found 'many'"),
                Arguments.of("sk-secret, b", "", "x, x", "keyLabels to differ, found 'x'"),
                Arguments.of("sk-secret, b", "", "x, a b", "one at position 2"),
                Arguments.of("sk-secret, b", "", "2,", "keyLabels to differ, found '2'"),
                Arguments.of(
                        String.join(
                                ",",
                                IntStream.range(0, 65)
                                        .mapToObj(i -> "sk-secret" + i)
                                        .toList()),
                        "",
                        "",
                        "64 apiKeys at most"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isNamed_withoutASecret(String keys, String weights, String labels, String message) {
        assertThatThrownBy(() -> KeyList.read(keys, weights, labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void entry_asText_hidesItsSecret() {
        assertThat(new KeyEntry("eu", "sk-secret", 2)).hasToString("key 'eu' of weight 2");
    }
}
