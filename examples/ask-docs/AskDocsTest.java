package io.serai.examples.askdocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.examples.testing.ExampleGateway;
import io.serai.processors.retrieval.PassageSteps;
import io.serai.providers.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and found, and what the model is asked: the routes alone, with simulated vectors and a mocked writer. */
class AskDocsTest extends CamelMainTestSupport {

    private static final String BEES = "# Bees\n\nBees collect nectar and store honey in combs.\n";
    private static final String CAMELS = "# Camels\n\nCamels cross deserts and rest in a caravanserai.\n";

    @TempDir
    Path folder;

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.setRoutesIncludePattern("file:ask-docs/ask-docs.camel.yaml");
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Test
    void question_thatDocumentsAnswer_isPrecededByItsPassageAlone() throws Exception {
        write("zoo/bees.md", BEES);
        write("zoo/camels.md", CAMELS);
        MockEndpoint writer = start();
        awaitPassages(2);
        writer.expectedMessageCount(1);

        ask("Where do camels rest?");

        writer.assertIsSatisfied();
        Map<String, Object> request = writer.getExchanges().get(0).getMessage().getBody(Map.class);
        List<Map<String, Object>> messages = new ChatRequest(request).messages();
        assertThat(messages).extracting(message -> message.get("role")).containsExactly("system", "user");
        assertThat(messages.get(0).get("content").toString())
                .contains("[zoo/camels.md]", "caravanserai")
                .doesNotContain("bees.md");
    }

    @Test
    void question_thatNothingMatches_isAnsweredWithoutTheModel() throws Exception {
        write("bees.md", BEES);
        MockEndpoint writer = start();
        awaitPassages(1);
        writer.expectedMessageCount(0);

        assertThat(ask("quantum chromodynamics lattice")).isEqualTo("The documents say nothing about that.");

        writer.assertIsSatisfied();
    }

    @Test
    void question_beforeAnythingIsRead_isToldSo() throws Exception {
        MockEndpoint writer = start();
        writer.expectedMessageCount(0);

        assertThat(ask("Where do camels rest?")).startsWith("No documents have been read yet");

        writer.assertIsSatisfied();
    }

    @Test
    void document_changed_isReadAgain() throws Exception {
        write("bees.md", BEES);
        MockEndpoint writer = start();
        awaitPassages(1);
        write("bees.md", BEES + "\n# Wasps\n\nWasps build nests of paper.\n");
        awaitPassages(2);

        ask("What do wasps build?");

        assertThat(writer.getExchanges().get(0).getMessage().getBody().toString())
                .contains("nests of paper");
    }

    @Test
    void folder_isReadWithoutBuildsLibrariesAndHiddenFiles_andLeftAsItWas() throws Exception {
        write("bees.md", BEES);
        write("deep/er/camels.md", CAMELS);
        write("target/left-out.md", CAMELS);
        write("web/node_modules/left-out.md", CAMELS);
        write(".hidden/left-out.md", CAMELS);
        write(".left-out.md", CAMELS);
        write("left-out.txt", CAMELS);
        List<String> before = files();

        start();
        awaitPassages(2);

        assertThat(files()).isEqualTo(before);
    }

    private MockEndpoint start() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("serai.folder", "unused");
        settings.setProperty("ask-docs.folder", folder.toString());
        settings.setProperty("ask-docs.poll-millis", "50");
        context.getPropertiesComponent().setOverrideProperties(settings);
        Provider simulated = new Provider();
        simulated.setDialect("simulated");
        context.getRegistry().bind("simulated", simulated);
        AdviceWith.adviceWith(context, "ask-docs", advice -> advice.weaveById("answer-from-passages")
                .replace()
                .to("mock:writer"));
        context.start();
        return getMockEndpoint("mock:writer");
    }

    private String ask(String question) {
        Map<String, Object> answer =
                template.requestBody("model:ask-docs", ExampleGateway.request("ask-docs", question), Map.class);
        return new ChatResponse(answer).text();
    }

    private void awaitPassages(int count) {
        await().until(() -> passages().index().size() == count);
    }

    private PassageSteps passages() {
        return context.getRegistry().lookupByNameAndType("ask-docs-passages", PassageSteps.class);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }
}
