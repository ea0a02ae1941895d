package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.chat.Usage;
import io.serai.processors.yaml.YamlException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of prices, and what is wrong with them. */
class PriceListReaderTest {

    private static final String FILE = "routes/prices.yaml";

    @Test
    void model_byNameOrPattern_isFoundByTheLongest() {
        PriceList list = PriceListReader.read(
                FILE,
                """
                prices:
                  acme:
                    also: [acme-two]
                    blocks:
                      - source: https://acme.example/pricing
                        date: 2026-11-21
                        models:
                          big, bigger: {input: 1}
                          big-*: {input: 2}
                      - source: https://acme.example/other
                        date: 2026-11-20
                        models:
                          big-3*: {input: 3}
                          "*": {input: 4}
                """);

        assertThat(Stream.of("big", "bigger", "big-2", "big-3-5", "small").map(model -> input(list, "acme", model)))
                .containsExactly(1L, 1L, 2L, 3L, 4L);
        assertThat(input(list, "acme-two", "big")).isEqualTo(1);
        assertThat(list.find("other", "big")).isEmpty();
        assertThat(list.size()).isEqualTo(10);
    }

    @Test
    void model_thatIsNotThere_hasNoPrice() {
        assertThat(list("{a: {input: 1}}").find("acme", "b")).isEmpty();
    }

    @Test
    void list_overAnother_replacesWhatHasTheSameName() {
        PriceList both =
                list("{a: {input: 1}, b: {input: 2}, c*: {input: 3}}").with(list("{b: {input: 20}, c*: {input: 30}}"));

        assertThat(Stream.of("a", "b", "c1").map(model -> input(both, "acme", model)))
                .containsExactly(1L, 20L, 30L);
    }

    @Test
    void file_withoutContent_isEmpty() {
        assertThat(PriceListReader.read(FILE, "# nothing yet\n").size()).isZero();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(
                        "{a: {input: 1, inptu: 2}}", "prices.acme.models.a.inptu: is not known; expected one of input"),
                Arguments.of("{a: {input: cheap}}", "a.input: expected a number, found 'cheap'"),
                Arguments.of(
                        "{a: {input: -1}}", "a.input: expected dollars from 0 to 9000 per million tokens, found '-1'"),
                Arguments.of("{a: {input: 10000}}", "a.input: expected dollars from 0 to 9000"),
                Arguments.of("{a: {input: 0.0000000001}}", "a.input: expected dollars with at most 9 decimals"),
                Arguments.of("{a: {cached-input: 1}}", "a: expected a price of input or output, found neither"),
                Arguments.of("{a: 5}", "a: expected keys with values, found '5'"),
                Arguments.of("{a: {input: 1}, 'b, a': {input: 2}}", "'a' has a price already"),
                Arguments.of("{'a,': {input: 2}}", "expected names of models, separated by commas"),
                Arguments.of(
                        "{a: {input: 1, above: {many: {input: 2}}}}", "above.many: expected a number of tokens in"),
                Arguments.of(
                        "{a: {input: 1, output: 2, above: {5: {input: 2}}}}",
                        "expected 'output' as for shorter prompts"),
                Arguments.of(
                        "{a: {input: 1, above: {5: {input: 2, output: 1}}}}",
                        "output: has no price for shorter prompts"),
                Arguments.of("{a: {input: 1, above: {5: {input: 1, above: {}}}}}", "above: is not known"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void prices_thatAreWrong_areRefusedByFileLineAndKey(String models, String message) {
        assertThatThrownBy(() -> list(models))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/prices.yaml:5: ")
                .hasMessageContaining(message);
    }

    static Stream<Arguments> brokenBlocks() {
        return Stream.of(
                Arguments.of("price: {}", ":1: price: is not known; expected one of prices"),
                Arguments.of(
                        "prices:\n  a: {date: 2026-11-21, models: {}}",
                        ":2: prices.a: expected 'source', found only date"),
                Arguments.of("prices:\n  a: {source: x, models: {}}", ":2: prices.a: expected 'date'"),
                Arguments.of(
                        "prices:\n  a: {source: x, date: today, models: {}}",
                        ":2: prices.a.date: expected a day such as"),
                Arguments.of("prices:\n  a: {source: , date: 2026-11-21, models: {}}", "expected 'source'"),
                Arguments.of("prices:\n  a: {source: x, date: 2026-11-21}", "expected 'models'"),
                Arguments.of(
                        "prices:\n  a: {blocks: [], models: {}}", "models: is not known; expected one of also, blocks"),
                Arguments.of(
                        "prices:\n  a: {blocks: []}\n  b: {also: [a], blocks: []}",
                        ":3: prices.b: 'a' has prices already"),
                Arguments.of("prices:\n  a: {blocks: []}\n  a: {blocks: []}", ":3: prices.a: is there twice"),
                Arguments.of(
                        "prices:\n  a: {source: x, date: 2026-11-21, from: soon, models: {}}",
                        ":2: prices.a.from: expected a day such as"),
                Arguments.of(
                        "prices:\n  a: {source: x, date: 2026-11-21, batch: 1.5, models: {}}",
                        ":2: prices.a.batch: expected a part from 0 to 1, found '1.5'"),
                Arguments.of("unknown: {policy: free}", ":1: unknown.policy: expected ceiling or refuse"),
                Arguments.of("unknown: {policy: ceiling}", "expected a price of input or output"),
                Arguments.of(
                        "unknown: {policy: ceiling, input: 0, output: 1}", "expected an input and an output above 0"),
                Arguments.of("unknown: {input: 1, output: 1}", "expected 'policy'"),
                Arguments.of("prices: [", "is not YAML"));
    }

    @ParameterizedTest
    @MethodSource("brokenBlocks")
    void blocks_thatAreWrong_areRefusedByFileLineAndKey(String text, String message) {
        assertThatThrownBy(() -> PriceListReader.read(FILE, text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/prices.yaml:")
                .hasMessageContaining(message);
    }

    private static final String TWICE =
            """
            prices:
              acme:
                blocks:
                  - {source: a test, date: 2026-01-01, from: 2026-01-01, models: {a: {input: 1}, "a*": {input: 7}}}
                  - {source: a test, date: 2026-02-02, from: 2026-03-01, models: {a: {input: 2}}}
                  - {source: a test, date: 2026-02-02, models: {b: {call: 0.25, batch: 0.4}}}
            """;

    /** F39: each holds from its day on, in UTC; before the first of a name its family counts, and before that nothing. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:00:00Z, 2, acme/a@2026-03-01#",
        "2026-02-28T23:59:59.999Z, 1, acme/a@2026-01-01#",
        "2026-01-01T00:00:00Z, 1, acme/a@2026-01-01#"
    })
    void prices_withDays_holdFromThem(Instant moment, long dollars, String version) {
        Listed price = PriceListReader.read(FILE, TWICE)
                .find("acme", "a", moment.toEpochMilli())
                .orElseThrow();
        assertThat(price.price().input()).isEqualTo(dollars * 1_000_000_000);
        assertThat(price.version()).startsWith(version);
    }

    @Test
    void prices_beforeTheirFirstDay_areNone() {
        PriceList list = PriceListReader.read(FILE, TWICE);
        assertThat(list.find("acme", "a", Instant.parse("2025-12-31T23:59:59Z").toEpochMilli()))
                .isEmpty();
        assertThat(list.find("acme", "a").orElseThrow().input()).isEqualTo(2_000_000_000L);
    }

    @Test
    void feeForACall_isAllItCosts_andLessInABatch() {
        ModelPrice price = PriceListReader.read(FILE, TWICE).find("acme", "b").orElseThrow();
        assertThat(price.cost(Usage.of(5, 5)).orElseThrow()).hasToString("0.25");
        assertThat(price.most(5, 5)).hasToString("0.25");
        assertThat(price.inBatch().cost(Usage.of(5, 5)).orElseThrow()).hasToString("0.1");
    }

    @Test
    void price_thatIsCorrected_hasAnotherVersion() {
        String once = list("{a: {input: 1}}").find("acme", "a", 0).orElseThrow().version();
        String again =
                list("{a: {input: 1}}").find("acme", "a", 0).orElseThrow().version();
        String other =
                list("{a: {input: 2}}").find("acme", "a", 0).orElseThrow().version();
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once).startsWith("acme/a@2026-11-21#");
    }

    @Test
    void unknown_ofTheLastListThatSaysIt_counts() {
        PriceList refusing = PriceListReader.read(FILE, "unknown: {policy: refuse}");
        PriceList own = PriceListReader.read(FILE, "unknown: {policy: ceiling, input: 1, output: 2}");
        assertThat(PriceList.EMPTY.unknown()).isEqualTo(PriceList.USUAL_CEILING);
        assertThat(own.with(refusing).unknown().policy()).isEqualTo(UnknownPrice.Policy.REFUSE);
        assertThat(refusing.with(own).with(PriceList.EMPTY).unknown().ceiling().output())
                .isEqualTo(2_000_000_000L);
    }

    private static long input(PriceList list, String provider, String model) {
        return list.find(provider, model)
                        .orElseThrow()
                        .cost(Usage.of(1_000_000, 0))
                        .orElseThrow()
                        .count()
                / 1_000_000_000;
    }

    private static PriceList list(String models) {
        return PriceListReader.read(
                FILE, "prices:\n  acme:\n    source: a test\n    date: 2026-11-21\n    models: " + models + "\n");
    }
}
