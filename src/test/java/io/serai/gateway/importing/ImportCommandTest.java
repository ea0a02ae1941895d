package io.serai.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./serai import}. */
class ImportCommandTest {

    @TempDir
    private Path folder;

    private Path source;
    private Path out;

    @BeforeEach
    void configuration() throws IOException {
        source = Files.writeString(
                folder.resolve("config.yaml"),
                """
                model_list:
                  - model_name: fast
                    litellm_params: {model: openai/gpt-4.1-mini, temperature: 0}
                """);
        out = folder.resolve("new/routes");
    }

    @Test
    void import_intoANewFolder_writesBothFilesAndSaysWhatHasNoCounterpart() throws IOException {
        String said = run("litellm", source.toString(), "--out", out.toString());

        assertThat(Files.readString(out.resolve("providers.camel.yaml"))).contains("name: openai");
        assertThat(Files.readString(out.resolve("models.yaml"))).contains("  fast:", "openai/gpt-4.1-mini");
        assertThat(said)
                .contains("providers.camel.yaml: 1 providers", "models.yaml: 1 models")
                .contains("config.yaml:3: model_list[0].litellm_params.temperature: targets take no parameters");
    }

    @Test
    void import_overFilesThatAreThere_isRefusedUnlessForced() throws IOException {
        Files.createDirectories(out);
        Path models = Files.writeString(out.resolve("models.yaml"), "mine");

        assertThatThrownBy(() -> run("litellm", source.toString(), "--out", out.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("models.yaml is there already; --force replaces it");
        assertThat(models).hasContent("mine");
        assertThat(out.resolve("providers.camel.yaml")).doesNotExist();

        run("litellm", source.toString(), "--out", out.toString(), "--force");
        assertThat(Files.readString(models)).contains("  fast:");
    }

    @Test
    void import_ofWhatIsNoConfiguration_writesNothing() throws IOException {
        Files.writeString(source, "routes: []");

        assertThatThrownBy(() -> run("litellm", source.toString(), "--out", out.toString()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("config.yaml:1: expected 'model_list'");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | expected what to import: litellm",
                "portkey x | expected what to import: litellm",
                "litellm | expected a file and --out",
                "litellm config.yaml | expected a file and --out",
                "litellm nowhere.yaml --out x | expected a file, found none: nowhere.yaml",
                "litellm a b --out x | unexpected 'b'",
                "litellm a --out x --loud | unexpected '--loud'"
            })
    void arguments_thatAreWrong_areNamed(String arguments, String said) {
        assertThatThrownBy(() -> run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(said);
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ImportCommand.run(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }
}
