package io.serai.gateway.reload;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code models.yaml} is reloaded as route files are. */
class ModelsReloadTest {

    private static final String ROUTES =
            """
            - route:
                id: one
                from: {uri: "model:one", steps: [{setBody: {constant: "said by one"}}]}
            - route:
                id: two
                from: {uri: "model:two", steps: [{setBody: {constant: "said by two"}}]}
            """;

    private static final String FAST = "models:\n  fast:\n    targets: [%s]\n";

    private static TestGateway gateway;

    private CapturedLog log;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .file("said.camel.yaml", ROUTES)
                .file("models.yaml", FAST.formatted("one"))
                .argument("--dev")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void listen() throws Exception {
        save(FAST.formatted("one"));
        soon().untilAsserted(() -> assertThat(answer("fast")).contains("said by one"));
        log = new CapturedLog(RouteReload.class);
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void reload_savedModels_areLive() throws Exception {
        save(FAST.formatted("two") + "  other: {targets: [one]}\n");

        soon().untilAsserted(() -> assertThat(answer("fast")).contains("said by two"));
        assertThat(answer("other")).contains("said by one");
        soon().untilAsserted(() -> assertThat(log.at(Level.INFO)).anyMatch(line -> line.contains("models.yaml")));
    }

    @Test
    void reload_modelsOfAnotherFolder_areAdded() throws Exception {
        Files.createDirectories(gateway.folder().resolve("team"));
        Files.writeString(gateway.folder().resolve("team/models.yaml"), "models: {theirs: {targets: [fast]}}");

        soon().untilAsserted(() -> assertThat(answer("theirs")).contains("said by one"));
        soon().untilAsserted(() -> assertThat(log.at(Level.INFO)).anyMatch(line -> line.contains("team/models.yaml")));

        Files.delete(gateway.folder().resolve("team/models.yaml"));
        soon().untilAsserted(() ->
                assertThat(gateway.chat("theirs", "Hi").statusCode()).isEqualTo(404));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("models:\n  fast:\n    targets: [nobody]\n", "models.yaml:3: models.fast.targets[0]: "),
                Arguments.of("models:\n  fast:\n    taargets: [one]\n", "models.yaml:3: models.fast.taargets: "),
                Arguments.of("models:\n  one: {targets: [two]}\n", "models.yaml:2: models.one: "),
                Arguments.of("models: [", "models.yaml:1: is not YAML"),
                Arguments.of(
                        "models:\n  fast: {targets: [b]}\n  b: {targets: [fast]}\n",
                        "models.yaml:3: models.b.targets[0]: "));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void reload_brokenModels_keepTheLastGoodVersionAndNameTheLine(String content, String where) throws Exception {
        save(content);

        soon().untilAsserted(() -> assertThat(log.at(Level.ERROR))
                .hasSize(1)
                .first()
                .asString()
                .contains("the last good version goes on", where)
                .doesNotContain("\n"));
        assertThat(answer("fast")).contains("said by one");
    }

    private static String answer(String model) throws Exception {
        return gateway.chat(model, "Hello").body();
    }

    private static void save(String models) throws IOException {
        Files.writeString(gateway.folder().resolve("models.yaml"), models);
    }

    private static ConditionFactory soon() {
        return await().atMost(10, SECONDS);
    }
}
