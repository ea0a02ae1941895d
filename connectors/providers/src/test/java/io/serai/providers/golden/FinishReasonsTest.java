package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.spi.Dialect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The left half of {@code src/docs/finish-reasons.md}: what becomes of each provider's words, which {@code finish-reasons/<dialect>.json}
 * lists with an answer that they stand in. The right half, the front ends', is held by a test of theirs.
 */
class FinishReasonsTest {

    private static final Path PAGE = Path.of("../../src/docs/finish-reasons.md");
    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);
    private static final int COLUMNS = 4;
    /** One says what it is told to, one is mapped by whoever runs the gateway. */
    private static final Set<String> WITHOUT_WORDS = Set.of("simulated", "http-json");

    @Test
    void page_saysWhatTheTranslatorsMakeOfEachWord() throws Exception {
        List<String> rows = rows();
        if ("write".equals(System.getProperty("serai.docs"))) {
            write(rows);
        }
        List<String> written = Files.readAllLines(PAGE).stream()
                .filter(FinishReasonsTest::isRow)
                .map(FinishReasonsTest::leftHalf)
                .toList();
        assertThat(written)
                .as("src/docs/finish-reasons.md; run this test with -Dserai.docs=write, then that of processors")
                .isEqualTo(rows);
    }

    private static List<String> rows() throws Exception {
        Map<String, ProviderFixture> fixtures = new TreeMap<>();
        ServiceLoader.load(ProviderFixture.class).forEach(fixture -> fixtures.put(fixture.dialect(), fixture));
        List<String> chatting = ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(dialect -> dialect.operations().contains(Operation.CHAT))
                .map(Dialect::name)
                .filter(name -> !WITHOUT_WORDS.contains(name))
                .sorted()
                .toList();
        List<String> rows = new ArrayList<>();
        for (String dialect : chatting) {
            Translator translator = fixtures.get(dialect).translator(Map.of());
            Map<String, Object> words = words(dialect);
            for (Object word : (List<?>) words.get("words")) {
                rows.add(row(dialect, word + "", "", words.get("answer"), translator));
            }
            for (Object word : (List<?>) words.get("wordsWithCalls")) {
                rows.add(row(dialect, word + "", " and calls", words.get("answerWithCalls"), translator));
            }
        }
        for (ProviderFixture fixture : fixtures.values()) {
            fixture.close();
        }
        return rows;
    }

    private static Map<String, Object> words(String dialect) throws Exception {
        var file = FinishReasonsTest.class.getResource("/finish-reasons/" + dialect + ".json");
        assertThat(file).as("finish-reasons/%s.json", dialect).isNotNull();
        return GoldenCase.object(Path.of(file.toURI()));
    }

    private static String row(String dialect, String word, String calls, Object template, Translator translator)
            throws Exception {
        String[] parts = word.split(": ", 2);
        String answer = new String(Json.write(template), StandardCharsets.UTF_8)
                .replace("$1", parts[0])
                .replace("$2", parts.length > 1 ? parts[1] : "");
        Asked asked = new Asked(
                Operation.CHAT,
                "m",
                new LinkedHashMap<>(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")))),
                Delivery.WHOLE);
        Map<String, Object> told = translator
                .translate(asked)
                .answer(GoldenCase.JSON.readObject(answer.getBytes(StandardCharsets.UTF_8)), HEAD);
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) told.get("choices")).get(0);
        Object own = choice.get("native_finish_reason");
        return "| " + dialect + " | `" + word + "`" + calls + " | `" + choice.get("finish_reason") + "` |"
                + (own == null ? " |" : " `" + own + "` |");
    }

    private static boolean isRow(String line) {
        return line.startsWith("| ") && !line.startsWith("| provider ");
    }

    private static String leftHalf(String row) {
        return row.substring(0, end(row));
    }

    private static int end(String row) {
        int at = 0;
        for (int i = 0; i < COLUMNS; i++) {
            at = row.indexOf('|', at + 1);
        }
        return at + 1;
    }

    private static void write(List<String> rows) throws Exception {
        StringBuilder page = new StringBuilder(
                """
                # Why an answer ended

                Written by `FinishReasonsTest`, of providers and of front ends, from what the code does; not to be edited. Left what a
                provider says and what becomes of it in the [canonical form](canonical.md); right what a caller reads, in whichever API
                it called. `and calls`: the answer calls tools of the caller's.

                | provider | its word | `finish_reason` | `native_finish_reason` |
                |---|---|---|---|
                """);
        rows.forEach(row -> page.append(row).append('\n'));
        Files.writeString(PAGE, page);
    }
}
