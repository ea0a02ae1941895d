package io.serai.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

    private static final String SEVENTEEN =
            IntStream.rangeClosed(1, 17).mapToObj(i -> "t" + i).collect(Collectors.joining(","));

    private static Caller caller(Set<String> tags) {
        return new Caller("acme", "", "", "k", "", Set.of(), Set.of(), List.of(), tags, Map.of());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void header_withoutAWord_asksForNothing(String header) {
        assertThat(Tags.asked(header)).isEmpty();
        assertThat(Tags.of(null, header)).isEmpty();
        assertThat(Tags.of(caller(Set.of("own")), header)).containsExactly("own");
    }

    @ParameterizedTest
    @CsvSource({
        "'eu', eu",
        "',eu', eu",
        "'eu,', eu",
        "' eu ,, fast ', eu fast",
        "', , , , , , , , , , , , , , , ,a,b', a b"
    })
    void header_withBlanks_asksForItsWords(String header, String words) {
        assertThat(Tags.asked(header)).containsExactly(words.split(" "));
        assertThat(Tags.of(null, header)).containsExactlyInAnyOrder(words.split(" "));
    }

    @Test
    void header_withMoreThanAreCounted_isCutForTheCount_notWhereAllAreDemanded() {
        assertThat(Tags.asked(SEVENTEEN)).hasSize(17);
        assertThat(Tags.of(null, SEVENTEEN)).hasSize(Tags.MOST).contains("t16").doesNotContain("t17");
        assertThat(Tags.of(caller(Set.of("own")), SEVENTEEN))
                .hasSize(Tags.MOST)
                .contains("own", "t15")
                .doesNotContain("t16");
    }
}
