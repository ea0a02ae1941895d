package io.serai.processors.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Where texts are cut. */
class TextSectionsTest {

    @Test
    void text_thatFits_staysWhole() {
        assertThat(TextSections.of("# A\n\nx\n\n# B\n\ny", 100)).containsExactly("# A\n\nx\n\n# B\n\ny");
    }

    @Test
    void text_withHeadings_isCutBeforeTheLastThatFits() {
        assertThat(TextSections.of("# A\n\naaaa\n\n## B\n\nbbbb\n\n## C\n\ncccc", 30))
                .containsExactly("# A\n\naaaa\n\n## B\n\nbbbb", "## C\n\ncccc");
    }

    @Test
    void text_withoutHeadings_isCutAtParagraphThenLineThenSentenceThenWord() {
        assertThat(TextSections.of("one. two\nthree\n\nfour five six", 20)).startsWith("one. two\nthree");
        assertThat(TextSections.of("one. two\nthree four five", 20)).startsWith("one. two");
        assertThat(TextSections.of("one two. three four five", 20)).startsWith("one two.");
        assertThat(TextSections.of("one two three four five", 20)).startsWith("one two three four");
    }

    @Test
    void text_withoutSeams_isCutBetweenCharacters() {
        assertThat(TextSections.of("😀😀😀", 3)).containsExactly("😀", "😀", "😀");
    }

    @Test
    void text_blank_hasNoSections() {
        assertThat(TextSections.of(" \n ", 10)).isEmpty();
        assertThat(TextSections.of("", 10)).isEmpty();
    }

    @Property
    void sections_ofAnyText_fitAndHoldItAll(
            @ForAll @Chars({'\n', ' ', '#', '.'}) @CharRange(from = 'a', to = 'e') @StringLength(max = 300) String text,
            @ForAll @IntRange(min = 2, max = 50) int length) {
        List<String> sections = TextSections.of(text, length);

        assertThat(sections)
                .allSatisfy(section -> assertThat(section).isNotBlank().hasSizeLessThanOrEqualTo(length));
        assertThat(bare(String.join("", sections))).isEqualTo(bare(text));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }
}
