package io.serai.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.cli.CommandException.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./serai cache evaluate} asks a running gateway. */
class EvaluateCommandTest {

    private static TestGateway gateway;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup().start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", gateway.uri("").toString()));
        return EvaluateCommand.run(all, Map.of(), new PrintStream(out), new PrintStream(err));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String pairs(String lines) throws IOException {
        return Files.writeString(folder.resolve("pairs.txt"), lines).toString();
    }

    @Test
    void model_ofTheGateway_isJudgedByThePairsOfThisProject() {
        assertThat(run("--model", "simulated/embed"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(printed()).containsPattern("\\d{3} pairs that mean the same, \\d{3} that do not");
        assertThat(printed()).contains("0.50 ", "0.95 ", "0.70 *", "False hits at 0.70:");
    }

    @Test
    void pairs_ofOnesOwn_areCountedAndThoseThatAreTakenForTheSameAreListed() throws IOException {
        String file = pairs(
                """
                # same words, and not the same
                same | word | Where is the station? | Where is the station ?
                different | order | the dog bites the man today | the dog bites the man today
                different | number | Who won in 2023? | Who won in 2024?
                """);

        assertThat(run("--model", "simulated/embed", "--pairs", file, "--threshold", "0.6"))
                .isZero();
        assertThat(printed())
                .startsWith("1 pairs that mean the same, 2 that do not")
                .contains("order: the dog bites the man today |")
                .doesNotContain("number: Who won");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threshold 0.8 | --model names the model",
                "--model m --threshold 2 | expected a number above 0, up to 1, found 2",
                "--model m --nonsense x | unknown option --nonsense",
                "--model m --pairs /nowhere | can't read /nowhere",
            })
    void words_thatAreNotUnderstood_areNamed(String words, String expected) {
        assertThat(run(words.split(" "))).isEqualTo(Failure.USAGE.status());
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("serai: ").contains(expected);
    }

    @Test
    void pairs_withALineThatIsNone_areRefusedWithIt() throws IOException {
        assertThat(run("--model", "simulated/embed", "--pairs", pairs("same | a | b\n")))
                .isEqualTo(Failure.USAGE.status());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("pairs.txt, line 1");
    }

    @Test
    void model_thatIsUnknown_isToldAsTheGatewaySaysIt() {
        assertThat(run("--model", "nobody")).isEqualTo(Failure.REFUSED.status());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("`nobody` does not exist");
    }

    @Test
    void gateway_thatIsNotThere_isTold() {
        assertThat(EvaluateCommand.run(
                        List.of("--model", "m", "--url", "http://127.0.0.1:1"),
                        Map.of(),
                        new PrintStream(out),
                        new PrintStream(err)))
                .isEqualTo(Failure.UNREACHABLE.status());
    }
}
