package io.serai.examples.summarise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.examples.testing.FakeUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This project's own sources, far more than 200 KB, summarised through a gateway by an upstream that counts. */
class SummariseGatewayTest {

    private static final String MODEL = "summarise";
    private static final String SECTION = "Summarise this section";
    private static final Path ROOT = Path.of("..");
    private static final List<String> SOURCES = List.of("connectors/api", "src/main");
    private static final int TOKENS_PER_CALL = 5;

    private FakeUpstream upstream;
    private ExampleGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = FakeUpstream.start();
        gateway = ExampleGateway.start(
                MODEL,
                Map.of(
                        "summarise.folder", ROOT.toString(),
                        "summarise.files", "connectors/api/**/*.java,src/main/**/*.java",
                        "summarise.sections-model", "counting/reader",
                        "summarise.model", "counting/writer",
                        "summarise.parallel", "3",
                        "summarise.retry-millis", "1"),
                Map.of("counting", upstream));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void documents_whole_areSummarisedEachSectionOnceAndBilledTogether() throws Exception {
        String expected = bare(sources());
        assertThat(expected.length()).isGreaterThan(200_000);
        awaitDocuments();
        int before = upstream.requests().size();

        Answer answer = gateway.chat(MODEL, "What is this about?");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("fine");
        List<String> asked = asked(before);
        List<String> sections = sections(asked);
        assertCover(sections, expected);
        assertThat(asked).hasSize(sections.size() + 1);
        assertThat(asked.get(asked.size() - 1)).contains("What is this about?", "fine\n\nfine");
        assertThat(answer.attempts()).isEqualTo(sections.size() + 1);
        assertThat(answer.usage().totalTokens()).isEqualTo((sections.size() + 1L) * TOKENS_PER_CALL);
        assertThat(upstream.mostAtOnce()).isLessThanOrEqualTo(3);
    }

    @Test
    void textOfTheRequest_streamed_isSummarisedInsteadOfDocuments() throws Exception {
        String text = sources();
        upstream.releaseSecondPieces(1);

        Answer answer = gateway.stream(MODEL, text);

        assertThat(answer.text()).isEqualTo("fine");
        assertThat(answer.frames()).last().isEqualTo("[DONE]");
        List<String> sections = sections(asked(0));
        assertCover(sections, bare(text));
        assertThat(answer.attempts()).isEqualTo(sections.size() + 1);
        assertThat(answer.usage().totalTokens()).isEqualTo((sections.size() + 1L) * TOKENS_PER_CALL);
    }

    @Test
    void section_thatFailsForAMoment_isRepeatedAlone() throws Exception {
        upstream.failNext(2);

        Answer answer = gateway.chat(MODEL, "One two three. ".repeat(2_000) + "The end.");

        assertThat(answer.text()).isEqualTo("fine");
        int sections = 3;
        assertThat(answer.attempts()).isEqualTo(sections + 1 + 2);
    }

    @Test
    void section_thatFailsForGood_failsTheCallAfterItsRetries() throws Exception {
        upstream.answerWith(500);

        Answer answer = gateway.chat(MODEL, "word ".repeat(1_000));

        assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        assertThat(upstream.requests()).hasSize(3);
    }

    @Test
    void text_ofTooManySections_isRefusedBeforeAnyCall() throws Exception {
        Answer answer = gateway.chat(MODEL, "word ".repeat(1_000_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).contains("at most 400");
        assertThat(upstream.requests()).isEmpty();
    }

    /** Each section stands in the text, none twice, and together they are as long as it: nothing is left out. */
    private static void assertCover(List<String> sections, String text) {
        assertThat(sections).doesNotHaveDuplicates().allSatisfy(section -> assertThat(text.contains(bare(section)))
                .isTrue());
        assertThat(sections.stream().mapToInt(section -> bare(section).length()).sum())
                .isEqualTo(text.length());
    }

    private void awaitDocuments() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> gateway.chat(MODEL, "Ready?").status() == 200);
    }

    private List<String> asked(int from) {
        return upstream.requests().stream()
                .skip(from)
                .map(request -> request.lastUserText())
                .toList();
    }

    private List<String> sections(List<String> asked) {
        return asked.stream()
                .filter(this::isSection)
                .map(text -> text.substring(text.indexOf("\n\n") + 2))
                .toList();
    }

    private boolean isSection(String text) {
        return text.startsWith(SECTION);
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** All Java sources, in the order and with the headings in which they are summarised. */
    private static String sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String folder : SOURCES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(SummariseGatewayTest::isSource).toList()) {
                    sources.put(ROOT.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        sources.forEach((name, source) ->
                text.append("# ").append(name).append("\n\n").append(source).append("\n\n"));
        return text.toString();
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java")
                && Stream.of("target", "node_modules")
                        .noneMatch(name -> file.toString().contains("/" + name + "/"));
    }
}
