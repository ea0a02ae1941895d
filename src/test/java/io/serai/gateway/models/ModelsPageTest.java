package io.serai.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code src/docs/models.md} shows runs as it is written there, once as a file of models and once as a route. */
class ModelsPageTest {

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

    private static TestUpstream down;
    private static TestUpstream up;
    private static String models;
    private static String panels;
    private static String cached;
    private static String route;

    @BeforeAll
    static void readPage() throws Exception {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = YAML.matcher(Files.readString(Path.of("docs/models.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        models = blocks.get(0);
        panels = blocks.get(1);
        cached = blocks.get(2);
        route = blocks.get(3);
        down = TestUpstream.behaving(
                (request, body) -> request.response().setStatusCode(503).end());
        up = TestUpstream.answering();
    }

    @AfterAll
    static void stop() throws Exception {
        down.close();
        up.close();
    }

    private static TestGateway.Setup gateway() {
        TestGateway.Setup setup = TestGateway.setup().provider("openai", down.baseUrl());
        for (String provider : List.of("anthropic", "gemini", "mistral", "ollama")) {
            setup.provider(provider, up.baseUrl());
        }
        return setup;
    }

    @Test
    void models_ofThePage_answer() throws Exception {
        try (TestGateway gateway = gateway().file("models.yaml", models).start()) {
            assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");
            assertThat(gateway.chat("smart", "Hi").body()).contains("Hello");
            assertThat(gateway.chat("next", "Hi").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void cascadeAndEnsemble_ofThePage_answer() throws Exception {
        TestGateway.Setup all = gateway().provider("openai", up.baseUrl());
        try (TestGateway gateway = all.file("models.yaml", panels).start()) {
            assertThat(gateway.chat("thrifty", "Hi").body()).contains("Hello");
            assertThat(gateway.chat("panel", "Hi").body()).contains("Hello");
        }
    }

    @Test
    void cache_ofThePage_answersAgain() throws Exception {
        TestGateway.Setup all = gateway().provider("openai", up.baseUrl());
        try (TestGateway gateway =
                all.file("models.yaml", cached.replace("scope: team, ", "")).start()) {
            assertThat(gateway.chat("faq", "Hi").headers().firstValue("x-serai-cache"))
                    .contains("miss");
            assertThat(gateway.chat("faq", "Hi").headers().firstValue("x-serai-cache"))
                    .contains("hit");
        }
    }

    @Test
    void route_ofThePage_answers() throws Exception {
        try (TestGateway gateway = gateway().file("fast.camel.yaml", route).start()) {
            assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");
            assertThat(gateway.get("/v1/models").body()).contains("Short answers");
        }
    }

    @Test
    void models_shippedWithTheGateway_answer() throws Exception {
        String shipped = Files.readString(Path.of("../routes/models.yaml"));
        try (TestGateway gateway =
                TestGateway.setup().file("models.yaml", shipped).start()) {
            assertThat(gateway.chat("demo-fast", "Hi").statusCode()).isEqualTo(200);
        }
        try (TestGateway gateway = gateway()
                .model("demo", "- to: {uri: ai:openai/a}")
                .file("models.yaml", "models:\n" + uncommented(shipped))
                .start()) {
            assertThat(gateway.chat("fast", "Hi").body()).contains("Hello");
        }
    }

    /** The example that stands there as a comment. */
    private static String uncommented(String shipped) {
        return shipped.substring(shipped.indexOf("  # fast:")).replaceAll("(?m)^  # ", "  ");
    }
}
