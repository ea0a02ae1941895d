package io.serai.processors.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML whose values know where they stand. */
class YamlFileTest {

    @Test
    void value_deepInAFile_knowsItsLineAndItsKey() {
        YamlMap top = read(
                """
                # a comment
                models:
                  fast:
                    targets:
                      - one
                      - {model: two, weight: 3}
                """);
        YamlNode second = top.require("models")
                .map()
                .require("fast")
                .map()
                .require("targets")
                .list()
                .items()
                .get(1);

        assertThat(second.map().require("weight").place())
                .isEqualTo(new YamlNode.Place("f.yaml", 6, "models.fast.targets[1].weight"));
        assertThat(second.map().require("weight").scalar().whole(1, 5)).isEqualTo(3);
    }

    @Test
    void file_ofComments_holdsNothing() {
        assertThat(YamlFile.read("f.yaml", "# nothing\n\n")).isEmpty();
        assertThat(YamlFile.read("f.yaml", "")).isEmpty();
    }

    @Test
    void scalar_unquotedOrQuoted_isAsItIsWritten() {
        YamlMap top = read("{a: 0.10, b: '', c: , d: ~, e: \"null\", f: yes, g: 1e3}");

        assertThat(top.require("a").scalar().written()).isEqualTo("0.10");
        assertThat(top.find("b").map(YamlNode::scalar))
                .hasValueSatisfying(b -> assertThat(b.isNothing()).isFalse());
        assertThat(top.find("c")).isEmpty();
        assertThat(top.find("d")).isEmpty();
        assertThat(top.require("e").scalar().text()).isEqualTo("null");
        assertThat(top.require("f").scalar().text()).isEqualTo("yes");
        assertThat(top.require("g").scalar().decimal()).isEqualByComparingTo("1000");
    }

    @Test
    void mergeKey_ofOneOrOfSeveral_addsWhatIsNotThere() {
        YamlMap top = read(
                """
                one: &one {a: 1, b: 1}
                two: &two {b: 2, c: 2}
                merged:
                  <<: [*one, *two]
                  a: 0
                """);

        assertThat(top.require("merged").map().entries()).hasSize(3);
        assertThat(List.of("a", "b", "c"))
                .extracting(
                        key -> top.require("merged").map().require(key).scalar().written())
                .containsExactly("0", "1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: 1\nb: [\n' | f.yaml:3: is not YAML: ",
                "'a: 1\na: 2\n' | f.yaml:2: a: is there twice",
                "'a:\n  ? [x]\n  : 1\n' | f.yaml:2: a: expected a name before the colon",
                "'a: &a [*a]' | f.yaml:1: a",
                "'a: 1\n---\nb: 2' | f.yaml:",
                "'a:\n\tb: 1' | f.yaml:2: is not YAML"
            })
    void file_thatIsWrong_isRefusedByItsLine(String text, String said) {
        assertThatThrownBy(() -> YamlFile.read("f.yaml", text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void aliases_thatMultiply_areRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", List.of(before, before, before, before, before))));
        }

        assertThatThrownBy(() -> YamlFile.read("f.yaml", bomb.toString()))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("expected at most");
    }

    @Test
    void nesting_beyondReason_isRefused() {
        assertThatThrownBy(() -> YamlFile.read("f.yaml", "[".repeat(60) + "]".repeat(60)))
                .isInstanceOf(YamlException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: x | a: expected a list, found 'x'",
                "a: {b: 1} | a: expected a list, found the keys b",
                "a: {} | a: expected a list, found an empty object"
            })
    void value_ofAnotherKind_isRefusedInWords(String text, String said) {
        assertThatThrownBy(() -> read(text).require("a").list())
                .isInstanceOf(YamlException.class)
                .hasMessage("f.yaml:1: " + said);
    }

    @ParameterizedTest
    @CsvSource({"1.5, expected a number without decimals", "9, expected a number from 1 to 5", "many, expected a number"
    })
    void number_thatDoesNotFit_isRefused(String written, String said) {
        YamlScalar scalar = read("a: " + written).require("a").scalar();

        assertThatThrownBy(() -> scalar.whole(1, 5))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("f.yaml:1: a: " + said);
    }

    @Test
    void key_thatIsNotKnown_isRefusedWhereItStands() {
        assertThatThrownBy(() -> read("a: 1\nbb: 2\n").only(List.of("a", "b")))
                .hasMessage("f.yaml:2: bb: is not known; expected one of a, b");
    }

    private static YamlMap read(String text) {
        return YamlFile.read("f.yaml", text).orElseThrow().map();
    }
}
