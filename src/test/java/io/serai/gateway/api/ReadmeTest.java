package io.serai.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there: the first call from Java, and the first edit. */
class ReadmeTest {

    private static final String DEMO = "- to: {uri: \"ai:simulated/demo\"}\n";

    private static String readme;

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() throws Exception {
        readme = Files.readString(Path.of("../README.md"));
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(readme)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void javaSnippet_compilesAndPrintsTheAnswer() throws Exception {
        try (TestGateway gateway = TestGateway.setup().model("demo", DEMO).start()) {
            String snippet = blocks("java")
                    .get(0)
                    .replace(":8080", ":" + gateway.gateway().port());
            compile(
                    """
                    import com.openai.client.OpenAIClient;
                    import com.openai.client.okhttp.OpenAIOkHttpClient;
                    import com.openai.models.chat.completions.ChatCompletionCreateParams;
                    class Snippet {
                        public static void main(String[] arguments) {
                            %s
                            System.exit(0);
                        }
                    }
                    """
                            .formatted(snippet));

            Process snippets = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                            "Snippet")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(snippets.getInputStream().readAllBytes(), UTF_8);

            assertThat(snippets.waitFor()).isZero();
            assertThat(said).contains("simulated").contains("Hello!");
        }
    }

    private void compile(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("Snippet.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-proc:none", "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }

    @Test
    void firstEdit_refusesSecretsAndAnswersTheRest() throws Exception {
        String shown = blocks("yaml").get(0);
        String edited = shown.substring(0, shown.indexOf("      steps:"))
                + blocks("yaml").get(1);
        try (TestGateway gateway =
                TestGateway.setup().file("demo.camel.yaml", edited).start()) {
            assertThat(gateway.chat("demo", "Tell me a Secret.").body()).contains("I don't talk about secrets.");
            assertThat(gateway.chat("demo", "Hello!").body())
                    .contains("simulated")
                    .doesNotContain("secrets");
        }
    }

    @Test
    void shownModel_isTheOneThatIsThere() throws Exception {
        String shown = blocks("yaml").get(0);
        String file = Files.readString(Path.of("../routes/demo.camel.yaml"));
        assertThat(shown.lines()).allSatisfy(line -> assertThat(file).contains(line));
    }
}
