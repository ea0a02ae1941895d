package io.serai.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** Text that is refused, what of it is told, and where. */
    private record Refused(String text, String message, String path) {
        @Override
        public String toString() {
            return text.length() < 60 ? text : text.substring(0, 60) + "…";
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused("", "found nothing", ""),
                new Refused("  \n", "found nothing", ""),
                new Refused("nonsense", "not valid JSON", ""),
                new Refused("{", "not valid JSON", ""),
                new Refused("{\"a\"", "not valid JSON", "a"),
                new Refused("{\"a\":", "not valid JSON", "a"),
                new Refused("{\"a\":1", "not valid JSON", "a"),
                new Refused("{\"a\":1,}", "not valid JSON", "a"),
                new Refused("{a:1}", "not valid JSON", ""),
                new Refused("{'a':1}", "not valid JSON", ""),
                new Refused("{\"a\":[1,2}", "not valid JSON", "a[1]"),
                new Refused("{\"a\":[1,]}", "not valid JSON", "a[1]"),
                new Refused("{\"a\":\"\n\"}", "not valid JSON", "a"),
                new Refused("{\"a\":\"\\x\"}", "not valid JSON", "a"),
                new Refused("{\"a\":01}", "not valid JSON", "a"),
                new Refused("{\"a\":+1}", "not valid JSON", "a"),
                new Refused("{\"a\":.5}", "not valid JSON", "a"),
                new Refused("{\"a\":NaN}", "not valid JSON", "a"),
                new Refused("{\"a\":Infinity}", "not valid JSON", "a"),
                new Refused("{\"a\":tru}", "not valid JSON", "a"),
                new Refused("// no\n{}", "not valid JSON", ""),
                new Refused("{} {}", "expected the end", ""),
                new Refused("{}x", "not valid JSON", ""),
                new Refused("{},", "not valid JSON", ""),
                new Refused("{\"a\":1,\"a\":2}", "the name occurs twice", "a"),
                new Refused("{\"a\":1,\"\\u0061\":2}", "the name occurs twice", "a"),
                new Refused("{\"a\":{\"b\":1,\"c\":[{\"d\":1,\"d\":1}]}}", "the name occurs twice", "a.c[0].d"),
                new Refused("{\"a\":null,\"a\":null}", "the name occurs twice", "a"),
                new Refused("{\"a\":\"\\ud83c\"}", "lone surrogate", "a"),
                new Refused("{\"a\":\"\\udfd5\\ud83c\"}", "lone surrogate", "a"),
                new Refused("{\"a\":\"x\\uD83Cx\"}", "lone surrogate", "a"),
                new Refused("{\"a\":[{\"\\ud83c\":1}]}", "not valid JSON", "a[0]"),
                new Refused("{\"n\":" + "9".repeat(65) + "}", "Number value length", "n"),
                new Refused("{\"n\":1." + "0".repeat(65) + "}", "Number value length", "n"),
                new Refused("{\"" + "k".repeat(257) + "\":1}", "Name length", ""),
                new Refused("[".repeat(65), "nesting depth", "[0]"),
                new Refused("{\"a\":".repeat(65), "nesting depth", "a.a"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void text_wrong_isRefusedSayingWhereWithoutItsContent(Refused row) {
        assertThatThrownBy(() -> read(row.text()))
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.path()).startsWith(row.path()))
                .hasMessageContaining(row.message())
                .message()
                .doesNotContain("nonsense", "999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void otherEncodings_areRefused(String charset) {
        byte[] bytes = "{\"a\":1}".getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> Json.standard().readObject(bytes))
                .isInstanceOf(JsonException.class)
                .hasMessage("expected UTF-8");
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void bytes_notUtf8_areRefused(byte[] text) {
        byte[] bytes = new byte[text.length + 8];
        System.arraycopy("{\"a\":\"".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 6);
        System.arraycopy(text, 0, bytes, 6, text.length);
        bytes[bytes.length - 2] = '"';
        bytes[bytes.length - 1] = '}';
        assertThatThrownBy(() -> Json.standard().readObject(bytes)).isInstanceOf(JsonException.class);
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                // Surrogates written as if they were characters, alone and in pairs (CESU-8).
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBC},
                new byte[] {(byte) 0xED, (byte) 0xBF, (byte) 0x95},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBC, (byte) 0xED, (byte) 0xBF, (byte) 0x95},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xC3},
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                // Overlong spellings.
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
                // Beyond the last character.
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
    }

    /** A JSON value, and what it is in Java. */
    private record Value(String text, Object value) {}

    static Stream<Value> values() {
        return Stream.of(
                new Value("1", 1),
                new Value("-0", 0),
                new Value("2147483648", 2147483648L),
                new Value("9223372036854775808", new BigInteger("9223372036854775808")),
                new Value("-12345678901234567890123", new BigInteger("-12345678901234567890123")),
                new Value("1.0", new BigDecimal("1.0")),
                new Value("1.10", new BigDecimal("1.10")),
                new Value("0.1", new BigDecimal("0.1")),
                new Value("1e2", new BigDecimal("1E+2")),
                new Value("1E-400", new BigDecimal("1E-400")),
                new Value("3.141592653589793238462643383279", new BigDecimal("3.141592653589793238462643383279")),
                new Value("true", true),
                new Value("\"\"", ""),
                new Value("\"\\u0000\\n\\\\\\/\\\"\"", "\0\n\\/\""),
                new Value("\"\\ud83c\\udfd5\"", "🏕"),
                new Value("\"🏕 \\u2028 ퟿\"", "🏕 \u2028 ퟿"),
                new Value("[]", List.of()),
                new Value("{}", Map.of()),
                new Value("[[1],{\"a\":[]}]", List.of(List.of(1), Map.of("a", List.of()))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_read_isKeptAsWritten(Value row) throws JsonException {
        Object read = read("{\"v\":" + row.text() + "}").get("v");
        assertThat(read)
                .isEqualTo(row.value())
                .hasSameClassAs(row.value().getClass().getName().contains("Immutable") ? read : row.value());
        byte[] written = Json.write(Map.of("v", read));
        assertThat(Json.standard().readObject(written).get("v")).isEqualTo(row.value());
    }

    @Test
    void members_keepTheirOrderAndNulls() throws JsonException {
        Map<String, Object> read = read("{\"z\":null,\"a\":1,\"\":2}");
        assertThat(read.keySet()).containsExactly("z", "a", "");
        assertThat(new String(Json.write(read), StandardCharsets.UTF_8)).isEqualTo("{\"z\":null,\"a\":1,\"\":2}");
    }

    @Test
    void depth_atTheLimit_isRead() throws JsonException {
        assertThat(read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}")).hasSize(1);
    }

    @Test
    void bom_beforeTheDocument_isPassedOver() throws JsonException {
        assertThat(read("\uFEFF{\"a\":1}")).containsEntry("a", 1);
    }

    @Test
    void part_ofAnArray_isReadAlone() throws JsonException {
        byte[] bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.standard().readObject(bytes, 2, 7)).containsEntry("a", 1);
    }

    @Test
    void hugeExponent_isKeptWithoutBeingWorkedOut() throws JsonException {
        Map<String, Object> read = read("{\"n\":1e999999999}");
        assertThat(new String(Json.write(read), StandardCharsets.UTF_8)).isEqualTo("{\"n\":1E+999999999}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
    void otherThanAnObject_isNamed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("expected a JSON object, found ");
    }

    @Test
    void prefixAndSuffix_frameTheValue() {
        byte[] frame = Json.write(
                "data: ".getBytes(StandardCharsets.UTF_8), Map.of("a", "é"), "\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(frame).asString(StandardCharsets.UTF_8).isEqualTo("data: {\"a\":\"é\"}\n\n");
    }

    @Test
    void value_thatIsNotData_isRefused() {
        assertThatThrownBy(() -> Json.write(Map.of("a", new Object()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void data_writtenAndRead_isTheSame(@ForAll("data") Map<String, Object> data) throws JsonException {
        assertThat(Json.standard().readObject(Json.write(data))).isEqualTo(data);
    }

    @Provide
    Arbitrary<Map<String, Object>> data() {
        return objects(3);
    }

    private static Arbitrary<Map<String, Object>> objects(int depth) {
        return Arbitraries.maps(text(), depth == 0 ? leaf() : Arbitraries.oneOf(leaf(), nested(depth - 1)))
                .ofMaxSize(4)
                .map(LinkedHashMap::new);
    }

    private static Arbitrary<Object> nested(int depth) {
        return Arbitraries.oneOf(
                objects(depth).map(map -> (Object) map),
                Arbitraries.oneOf(leaf(), objects(depth).map(map -> (Object) map))
                        .list()
                        .ofMaxSize(4)
                        .map(list -> (Object) new ArrayList<>(list)));
    }

    private static Arbitrary<Object> leaf() {
        return Arbitraries.oneOf(
                text().map(text -> (Object) text),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.longs()
                        .filter(number -> number != number.intValue())
                        .map(number -> (Object) number),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                        .ofScale(5)
                        .map(number -> (Object) number),
                Arbitraries.of(true, false).map(bool -> (Object) bool),
                Arbitraries.bigIntegers()
                        .greaterOrEqual(BigInteger.ONE.shiftLeft(70))
                        .lessOrEqual(BigInteger.ONE.shiftLeft(90))
                        .map(number -> (Object) number));
    }

    /** All characters but surrogates, and some pairs. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                        Arbitraries.chars()
                                .filter(c -> !Character.isSurrogate(c))
                                .map(String::valueOf),
                        Arbitraries.of("🏕", "👩‍👩‍👧", "\"", "\\", "\u2028"))
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static Map<String, Object> read(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
