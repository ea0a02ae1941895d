package io.serai.providers.simulated;

import static io.serai.providers.simulated.Calls.answer;
import static io.serai.providers.simulated.Calls.says;
import static io.serai.providers.simulated.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAuthorTest {

    private static final String STORY =
            "Camels carry salt. They walk at night. They drink seldom. Nobody hurries them. Stars show the way.";

    @Test
    void text_summaryAsked_isTheFirstSentences() {
        assertThat(text(answer(says("Summarise the following text:\n\n" + STORY))))
                .isEqualTo("[simulated parrot] In short: Camels carry salt. They walk at night. They drink seldom.");
    }

    @Test
    void text_summaryAskedInTheSameLine_leavesTheInstructionOut() {
        assertThat(text(answer(says("Please summarize: " + STORY))))
                .isEqualTo("[simulated parrot] In short: Camels carry salt. They walk at night. They drink seldom.");
    }

    @Test
    void text_summaryAskedByTheApplication_isOfTheUsersWords() {
        assertThat(text(answer(of("You write a summary of what you are given.", STORY))))
                .startsWith("[simulated parrot] In short: Camels carry salt.");
    }

    @Test
    void text_summaryOfSimulatedAnswers_dropsTheirTags() {
        assertThat(text(answer(
                        says("Summarise:\n\n[simulated a] In the north.\n\n[simulated b, choice 2] In the south."))))
                .isEqualTo("[simulated parrot] In short: In the north. In the south.");
    }

    @Test
    void text_questionWithPassages_quotesTheBestWithItsSource() {
        String passages = "Answer from these passages:\n\n[1] salt.md\nCamels carry salt from the lake.\n\n"
                + "[2] night.md\nCaravans rest in an inn called caravanserai. It has a well.";

        assertThat(text(answer(of(passages, "What is a caravanserai?"))))
                .isEqualTo("[simulated parrot] According to night.md: “Caravans rest in an inn called caravanserai.”");
    }

    @Test
    void text_passageThatSpeaksOfSummaries_isQuotedAndNotHeeded() {
        String passages =
                "Answer from these passages:\n\n[README.md] Inns\nAn inn has beds. Its books summarise who slept there.";
        assertThat(text(answer(of(passages, "What has an inn?"))))
                .contains("According to README.md: “Inns An inn has beds.”");
    }

    @Test
    void text_passagesAndQuestionInOneMessage_quotesTheBest() {
        assertThat(text(answer(says("Context:\n\n# Salt\n\nCamels carry salt.\n\n# Water\n\nWells hold water.\n\n"
                        + "Question: Who carries the salt?"))))
                .isEqualTo("[simulated parrot] According to Salt: “Camels carry salt.”");
    }

    @Test
    void text_passagesOnOtherThings_saysSo() {
        assertThat(text(answer(of("Sources:\n\nCamels carry salt.", "How do ships float?"))))
                .contains("say nothing about that");
    }

    @Test
    void text_question_doesNotQuoteTheApplicationsInstructions() {
        assertThat(text(answer(of("You are kind and know camels.", "What do camels eat?"))))
                .contains("What do camels eat?")
                .doesNotContain("kind");
    }

    @Test
    void text_veryLongMessage_isExcerpted() {
        assertThat(text(answer(says("caravan ".repeat(100_000))))).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \n", "\n", "[simulated ", "[", "# ", "question ", "? ", "a.", "summary: "})
    @Timeout(20)
    void text_hostileRepetition_takesLinearTime(String unit) {
        String text = unit.repeat(500_000 / unit.length());

        assertThat(text(answer(of("Use these sources: " + text, text)))).startsWith("[simulated parrot] ");
    }

    @Test
    void sentence_surrogatePairAtTheCut_staysWhole() {
        String excerpt = Sentence.excerpt("😀".repeat(50), 33);

        assertThat(excerpt).isEqualTo("😀".repeat(16) + "…");
    }

    private static Map<String, Object> of(String instructions, String user) {
        return ChatRequest.ofMessages(
                        List.of(ChatRequest.message("system", instructions), ChatRequest.message("user", user)))
                .map();
    }
}
