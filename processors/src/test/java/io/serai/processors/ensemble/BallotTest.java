package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.serai.processors.check.Draft;
import io.serai.processors.check.Said;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are the same vote. */
class BallotTest {

    private static final Ballot WHOLE = new Ballot(Optional.empty());

    private static String text(String text) {
        return WHOLE.of(new Draft(Map.of(), Said.text(text)));
    }

    private static String calls(String... namesAndArguments) {
        return WHOLE.of(new Draft(Map.of(), Said.calls(namesAndArguments)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    Paris                       | paris
                    **Paris.**                  | Paris
                    "Paris"                     | ‘paris’!
                    Paris, France               | paris,\tfrance
                    ﬁne                         | fine
                    {"a": 1, "b": [2]}          | {"b":[2.0],"a":1}
                    [1e2]                       | [100]
                    {broken                     | {Broken
                    """)
    void texts_thatSayTheSame_areEqualVotes(String left, String right) {
        assertThat(text(left)).isEqualTo(text(right));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    Paris            | Rome
                    5                | -5
                    5                | .5
                    5                | 5%
                    C                | C++
                    [1, 2]           | [2, 1]
                    {"a": "1"}       | {"a": 1}
                    {"a": "b, c"}    | {"a": ["b", "c"]}
                    """)
    void texts_thatSayOtherThings_areOtherVotes(String left, String right) {
        assertThat(text(left)).isNotEqualTo(text(right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "...", "!"})
    void text_ofNothingButMarks_isAVoteAsWell(String text) {
        assertThat(text(text)).startsWith("text ");
    }

    @Test
    void toolCalls_areEqualByNameAndArgumentsWhateverTheirOrder() {
        assertThat(calls("f", "{\"a\": 1, \"b\": 2}", "g", "{}"))
                .isEqualTo(calls("g", "", "f", "{\"b\":2.0,\"a\":1}"))
                .isNotEqualTo(calls("f", "{\"a\": 1, \"b\": 3}", "g", "{}"))
                .isNotEqualTo(calls("f", "{\"a\": 1, \"b\": 2}"));
        assertThat(calls("f", "{broken")).isEqualTo(calls("f", "{broken")).isNotEqualTo(calls("f", "{}"));
        assertThat(calls("f", "{}")).isNotEqualTo(text("f{}"));
    }

    @Test
    void extract_takesTheLastMatchAndItsFirstGroup() {
        Ballot ballot = new Ballot(Optional.of(Pattern.compile("(?i)answer:\\s*(\\w+)")));

        List<String> votes =
                List.of("Answer: 3? No.\nAnswer: 4", "So the answer: **four**", "answer:  4.", "4").stream()
                        .map(text -> ballot.of(new Draft(Map.of(), Said.text(text))))
                        .toList();

        assertThat(votes.get(0)).isEqualTo(votes.get(2)).isEqualTo(votes.get(3)).isNotEqualTo(votes.get(1));
    }
}
