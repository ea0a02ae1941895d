package io.serai.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    /** A value and its text. */
    private record Written(Object value, String text) {}

    static Stream<Written> values() {
        return Stream.of(
                new Written("plain", "\"plain\""),
                new Written("", "\"\""),
                new Written("\" \\ / \b\t\n\f\r", "\"\\\" \\\\ / \\b\\t\\n\\f\\r\""),
                new Written("\0\u001F\u007F", "\"\\u0000\\u001F\u007F\""),
                new Written("é ߿ ࠀ \u2028 \uFFFF", "\"é ߿ ࠀ \u2028 \uFFFF\""),
                new Written(
                        "🏕" + new String(Character.toChars(0x10FFFF)),
                        "\"🏕" + new String(Character.toChars(0x10FFFF)) + "\""),
                new Written(Integer.MIN_VALUE, "-2147483648"),
                new Written(Long.MAX_VALUE, "9223372036854775807"),
                new Written(new BigInteger("-123456789012345678901"), "-123456789012345678901"),
                new Written(new BigDecimal("1.50"), "1.50"),
                new Written(new BigDecimal("1e400"), "1E+400"),
                new Written(0.1f, "0.1"),
                new Written(-1e300, "-1.0E300"),
                new Written(Double.NaN, "\"NaN\""),
                new Written(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
                new Written(new AtomicInteger(7), "7"),
                new Written('x', "\"x\""),
                new Written(new StringBuilder("built"), "\"built\""),
                new Written(JsonWriter.Unchanged.COPIED, "\"COPIED\""),
                new Written(new float[] {1, 0.5f}, "[1.0,0.5]"),
                new Written(new Object[] {1, null, "a"}, "[1,null,\"a\"]"),
                new Written(Arrays.asList(true, false, null), "[true,false,null]"),
                new Written(Map.of(), "{}"),
                new Written(Map.of(1, List.of(List.of(), Map.of("a", 1))), "{\"1\":[[],{\"a\":1}]}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_plain_isWrittenCompactly(Written row) {
        assertThat(Json.write(row.value())).asString(StandardCharsets.UTF_8).isEqualTo(row.text());
    }

    @Test
    void null_isWritten() {
        assertThat(Json.write(null)).asString(StandardCharsets.UTF_8).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1022, 1023, 1024, 5000, 100_000})
    void text_ofAnyLength_isWritten(int length) throws JsonException {
        for (String unit : List.of("x", "é", "\n", "\u2028", "🏕")) {
            Map<String, Object> data = new LinkedHashMap<>(Map.of("text", unit.repeat(length)));
            assertThat(Json.standard().readObject(Json.write(data))).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83C", "\uDFD5", "x\uD83Cx", "\uDFD5\uD83C", "\uD83C\uD83C\uDFD5"})
    void text_withALoneSurrogate_isRefused(String text) {
        assertThatThrownBy(() -> Json.write(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lone surrogate");
    }

    @Test
    void map_thatHoldsItself_isRefused() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("self", map);
        assertThatThrownBy(() -> Json.write(map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }
}
