package io.serai.processors.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MarkdownSectionsTest {

    @Test
    void sections_headings_nestAndReset() {
        List<Passage> passages = MarkdownSections.of(
                "a.md", "intro\n\n# One\n\nfirst\n\n## Two ##\nsecond\n\nthird\n### Three\nfourth\n# Four\n#nothing\n");

        assertThat(passages)
                .containsExactly(
                        new Passage("a.md", "", "intro"),
                        new Passage("a.md", "One", "first"),
                        new Passage("a.md", "One > Two", "second\n\nthird"),
                        new Passage("a.md", "One > Two > Three", "fourth"),
                        new Passage("a.md", "Four", "#nothing"));
    }

    @Test
    void sections_codeBlocks_holdNoHeadings() {
        List<Passage> passages =
                MarkdownSections.of("a.md", "# One\n````sh\n# comment\n```\n# more\n````\n# Two\n~~~\n# x\n```\n~~~\n");

        assertThat(passages)
                .containsExactly(
                        new Passage("a.md", "One", "````sh\n# comment\n```\n# more\n````"),
                        new Passage("a.md", "Two", "~~~\n# x\n```\n~~~"));
    }

    @Test
    void sections_longSection_isCutAtParagraphs() {
        String paragraph = "word ".repeat(100).strip();
        List<Passage> passages = MarkdownSections.of("a.md", (paragraph + "\n\n").repeat(5));

        assertThat(passages)
                .extracting(Passage::text)
                .containsExactly(paragraph + "\n\n" + paragraph, paragraph + "\n\n" + paragraph, paragraph);
    }

    @Test
    void sections_nothing_hasNoPassages() {
        assertThat(MarkdownSections.of("a.md", "")).isEmpty();
        assertThat(MarkdownSections.of("a.md", "\n# Only\n## headings\n\n")).isEmpty();
    }

    @Property(tries = 300)
    void sections_anyText_losesNothingButSpace(
            @ForAll
                    @StringLength(max = 6000)
                    @Chars({' ', '\n', '.', '\ud83d', '\ude42'})
                    @CharRange(from = 'a', to = 'f')
                    String text) {
        List<Passage> passages = MarkdownSections.of("a.md", text);

        assertThat(passages).allSatisfy(passage -> assertThat(passage.text()).hasSizeBetween(1, 1200));
        StringBuilder joined = new StringBuilder();
        passages.forEach(passage -> joined.append(passage.text()));
        assertThat(joined.toString().replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void sections_wallOfEmoji_isCutBetweenThem() {
        List<Passage> passages = MarkdownSections.of("a.md", "x" + "\ud83d\ude42".repeat(2000));

        assertThat(passages).hasSizeGreaterThan(3).allSatisfy(passage -> assertThat(
                        passage.text().charAt(passage.text().length() - 1))
                .matches(Character::isLowSurrogate));
    }
}
