package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a file is said with its line and key, and what to write instead. */
class ModelsValidationTest {

    private static final Surroundings AROUND = new Surroundings(
            Set.of("openai", "anthropic", "openrouter"),
            Map.of("demo", "demo-route", "old-name", "demo-route", "team/*", "family"),
            Set.of("demo-route", "family", "taken"));

    private static List<ModelEntry> read(String text) {
        List<ModelEntry> entries = new ModelsReader(ModelsValidationTest::placeholder).read("models.yaml", text);
        new ModelNames(entries, AROUND);
        return entries;
    }

    private static String placeholder(String text) {
        if (text.contains("{{unknown}}")) {
            throw new IllegalArgumentException("Property with key [unknown] not found");
        }
        return text.replace("{{tag}}", "eu");
    }

    /** One model named fast, with these lines from line 3 on. */
    private static String fast(String... lines) {
        return "models:\n  fast:\n    " + String.join("\n    ", lines) + "\n";
    }

    static Stream<Arguments> wrong() throws IOException {
        String table = Files.readString(Path.of("src/test/resources/models/wrong.txt"));
        return Arrays.stream(table.split("(?m)^== ")).skip(1).map(ModelsValidationTest::row);
    }

    private static Arguments row(String written) {
        String[] parts = written.split("\n", 3);
        String[] message = parts[1].split("…", 2);
        return Arguments.of(parts[0], message[0], message[1], parts[2]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void file_wrong_isRefusedByLineAndKey(String what, String begin, String says, String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("models.yaml:" + begin)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void targets_moreThanASetHolds_areRefused() {
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "openai/m" + i).toList();

        assertThatThrownBy(() -> read(fast("targets: " + many)))
                .isInstanceOf(YamlException.class)
                .hasMessage("models.yaml:3: models.fast.targets: expected 1 to 64 targets, found 65");
    }

    @Test
    void file_empty_holdsNoModels() {
        assertThat(read("")).isEmpty();
        assertThat(read("# nothing yet\n")).isEmpty();
        assertThat(read("models:\n  # nothing yet\n")).isEmpty();
    }

    @Test
    void models_thatShareFallbacks_areNoLoop() {
        assertThat(
                        read(
                                """
                        models:
                          fast: {targets: [openai/a], fallbacks: {general: [smart, last]}}
                          smart: {targets: [openai/b], fallbacks: {general: [last]}}
                          last: {targets: [anthropic/c]}
                        """))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void models_insideOneAnother_areAtMost32(boolean innermostFirst) {
        assertThat(read(chain(32, innermostFirst))).hasSize(32);
        for (int length : new int[] {33, 5_000}) {
            assertThatThrownBy(() -> read(chain(length, innermostFirst)))
                    .isInstanceOf(YamlException.class)
                    .hasMessageContaining("expected at most 32 models one inside the other");
        }
    }

    /** Each of the models but the last has the next one as its target. */
    private static String chain(int length, boolean innermostFirst) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            lines.add("  m" + i + ": {targets: [" + (i < length ? "m" + (i + 1) : "openai/a") + "]}\n");
        }
        if (innermostFirst) {
            Collections.reverse(lines);
        }
        return "models:\n" + String.join("", lines);
    }

    @Test
    void model_namedLikeOneOfAProvider_callsTheProvidersAndIsNoLoop() {
        List<ModelEntry> entries = read("models:\n  openai/a: {targets: [openai/a, anthropic/b]}\n");

        assertThat(new ModelNames(entries, AROUND)
                        .uri(entries.get(0).targets().get(0).model()))
                .isEqualTo("ai:openai/a");
    }

    @Test
    void target_memberOfARoutesFamily_isPublished() {
        assertThat(read(fast("targets: [team/a/b]"))).hasSize(1);
    }

    @Test
    void placeholder_inAValue_isResolved() {
        assertThat(read(fast("targets: [{model: openai/a, tags: ['{{tag}}']}]"))
                        .get(0)
                        .targets()
                        .get(0)
                        .tags())
                .containsExactly("eu");
    }
}
