package io.serai.gateway.reload;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.logging.log4j.Level;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A saved file is live, a broken one changes nothing and is named. */
class RouteReloadTest {

    private static final String ROUTE =
            """
            - route:
                id: %s
                from:
                  uri: model:%s
                  steps:
                    - setBody: {constant: "%s"}
            """;

    private static TestGateway gateway;

    @TempDir
    private Path ticks;

    private CapturedLog log;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .file("said.camel.yaml", ROUTE.formatted("said", "said", "first"))
                .file("gone.camel.yaml", ROUTE.formatted("gone", "gone", "still"))
                .argument("--dev")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void listen() {
        log = new CapturedLog(RouteReload.class);
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void reload_savedFile_isLive() throws Exception {
        save("said.camel.yaml", ROUTE.formatted("said", "said", "second"));
        soon().untilAsserted(() -> assertThat(answer("said")).contains("second"));

        save("said.camel.yaml", ROUTE.formatted("said", "said", "first"));
        soon().untilAsserted(() -> assertThat(answer("said")).contains("first"));
        soon().untilAsserted(() -> assertThat(log.at(Level.INFO)).anyMatch(line -> line.contains("said.camel.yaml")));
    }

    @Test
    void reload_newFileInNewFolder_publishesItsModel() throws Exception {
        Files.createDirectories(gateway.folder().resolve("team/deep"));
        save("team/deep/other.camel.yaml", ROUTE.formatted("other", "other", "there"));

        soon().untilAsserted(() -> assertThat(answer("other")).contains("there"));
    }

    @Test
    void reload_deletedFile_withdrawsItsModel() throws Exception {
        assertThat(answer("gone")).contains("still");

        Files.delete(gateway.folder().resolve("gone.camel.yaml"));

        soon().untilAsserted(() -> assertThat(status("gone")).isEqualTo(404));
        assertThat(gateway.get("/v1/models").body()).doesNotContain("\"gone\"");
    }

    @Test
    void reload_providerBean_changesLive() throws Exception {
        save(
                "provider-simulated.camel.yaml",
                """
                - beans:
                    - name: simulated
                      type: io.serai.providers.Provider
                      properties: {dialect: simulated, options: {content: "another voice"}}
                """);

        soon().untilAsserted(() -> assertThat(answer("simulated/any")).contains("another voice"));
    }

    @Test
    void reload_keptResponses_areStillKnown() throws Exception {
        String kept = gateway.send(
                        gateway.post("/v1/responses", "{\"model\": \"said\", \"input\": \"Hello\", \"store\": true}"))
                .body();
        String id = kept.replaceAll("(?s).*\"id\" ?: ?\"(resp_[0-9a-f]+)\".*", "$1");
        CamelContext former = gateway.gateway().camel();

        save("another.camel.yaml", ROUTE.formatted("another", "another", "more"));

        soon().until(() -> gateway.gateway().camel() != former);
        assertThat(gateway.get("/v1/responses/" + id).body()).contains(id);
    }

    @Test
    void reload_timerOfTheFormerVersion_stands() throws Exception {
        String ticking =
                """
                - route:
                    id: ticking
                    from:
                      uri: timer:ticking
                      parameters: {period: 20}
                      steps:
                        - setBody: {constant: tick}
                        - to: {uri: "file:%s", parameters: {fileName: %s, fileExist: Append}}
                """;
        save("ticking.camel.yaml", ticking.formatted(ticks, "former"));
        soon().until(() -> Files.exists(ticks.resolve("former")));
        CamelContext former = gateway.gateway().camel();

        save("ticking.camel.yaml", ticking.formatted(ticks, "latter"));

        soon().until(() -> Files.exists(ticks.resolve("latter")));
        soon().until(former::isStopped);
        assertThat(gateway.gateway().camel().isStarted()).isTrue();

        CamelContext latter = gateway.gateway().camel();
        Files.delete(gateway.folder().resolve("ticking.camel.yaml"));
        soon().until(() -> gateway.gateway().camel() != latter);
    }

    /** A step that throws what no step should. */
    public static final class Throwing implements Processor {
        @Override
        public void process(Exchange exchange) {
            switch (exchange.getContext().resolvePropertyPlaceholders("{{thrown}}")) {
                case "stack" -> overflow(0);
                case "memory" -> throw new OutOfMemoryError("thrown by a test");
                case "linkage" -> throw new NoClassDefFoundError("thrown by a test");
                default -> throw new AssertionError("thrown by a test");
            }
        }

        /** Calls nothing of Camel's: an overflow in the middle of its cache leaves a lock held for good. */
        private static int overflow(int depth) {
            return 1 + overflow(depth + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "memory", "linkage", "assertion"})
    void reload_afterAnErrorInAStep_closesTheFormerVersion(String thrown) throws Exception {
        save("gateway.properties", "thrown = " + thrown + "\n");
        save(
                "throwing.camel.yaml",
                """
                - beans:
                    - name: throwing
                      type: io.serai.gateway.reload.RouteReloadTest$Throwing
                """
                        + throwing("throwing", "- process: {ref: throwing}")
                        + throwing("nested", "- to: {uri: \"model:throwing\"}")
                        + throwing(
                                "parallel",
                                "- split: {constant: \"a,b,c\", delimiter: \",\", parallelProcessing: true,"
                                        + " stopOnException: true, steps: [{to: {uri: \"model:nested\"}}]}"));
        for (String model : List.of("throwing", "nested", "parallel")) {
            soon().untilAsserted(() -> assertThat(status(model)).isEqualTo(500));
        }
        CamelContext former = gateway.gateway().camel();

        Files.delete(gateway.folder().resolve("throwing.camel.yaml"));

        soon().until(former::isStopped);
        Files.delete(gateway.folder().resolve("gateway.properties"));
    }

    private static String throwing(String model, String step) {
        return """
                - route:
                    id: %s
                    from:
                      uri: model:%s
                      steps:
                        %s
                """
                .formatted(model, model, step);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("bad indentation", "- route:\n    id: said\n   from: x\n", "said.camel.yaml:"),
                Arguments.of(
                        "unknown step",
                        """
                        - route:
                            id: said
                            from:
                              uri: model:said
                              steps:
                                - sayHello: {}
                        """,
                        "said.camel.yaml:"),
                Arguments.of(
                        "unknown option",
                        """
                        - route:
                            id: said
                            from:
                              uri: model:said
                              steps:
                                - to: {uri: "ai:simulated/x", parameters: {temprature: 1}}
                        """,
                        "said.camel.yaml:1: "),
                Arguments.of(
                        "unknown component",
                        """
                        # comment
                        - route:
                            id: said
                            from:
                              uri: model:said
                              steps:
                                - to: {uri: "nowhere:x"}
                        """,
                        "said.camel.yaml:2: "),
                Arguments.of(
                        "unknown bean",
                        """
                        - route:
                            id: said
                            from:
                              uri: model:said
                              steps:
                                - process: {ref: not-there}
                        """,
                        "said.camel.yaml:1: "),
                Arguments.of(
                        "model published twice",
                        ROUTE.formatted("said", "said", "x") + ROUTE.formatted("again", "said", "x"),
                        "said.camel.yaml:7: Failed to start route: again because: the model 'said' is already"
                                + " published by route 'said'"),
                Arguments.of(
                        "unknown preset",
                        """
                        - beans:
                            - name: other
                              type: io.serai.providers.Provider
                              properties: {preset: opnai}
                        """,
                        "said.camel.yaml:2: provider 'other': expected preset to be one of"),
                Arguments.of("not YAML", "{{{", "said.camel.yaml:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void reload_brokenFile_keepsLastGoodVersionAndNamesFileAndLine(String what, String content, String where)
            throws Exception {
        save("said.camel.yaml", content);

        soon().untilAsserted(() -> assertThat(log.at(Level.ERROR))
                .hasSize(1)
                .first()
                .asString()
                .contains("the last good version goes on", where)
                .doesNotContain("\n"));
        assertThat(status("said")).isEqualTo(200);

        save("said.camel.yaml", ROUTE.formatted("said", "said", "repaired " + what));
        soon().untilAsserted(() -> assertThat(answer("said")).contains("repaired " + what));
    }

    @Test
    void reload_hiddenAndTemporaryFiles_areIgnored() throws Exception {
        for (String name :
                List.of(".said.camel.yaml", ".said.camel.yaml.swp", "said.camel.yaml~", "4913", "#said.camel.yaml#")) {
            save(name, "{{{ broken");
        }
        Files.createDirectories(gateway.folder().resolve(".git"));
        save(".git/x.camel.yaml", "{{{ broken");
        save("sentinel.camel.yaml", ROUTE.formatted("sentinel", "sentinel", "seen"));

        soon().untilAsserted(() -> assertThat(answer("sentinel")).contains("seen"));
        soon().untilAsserted(() -> assertThat(log.at(Level.INFO)).isNotEmpty());
        assertThat(log.at(Level.ERROR)).isEmpty();
        assertThat(log.at(Level.INFO))
                .isNotEmpty()
                .noneMatch(line -> line.contains("said") || line.contains("x.camel"));
    }

    @Test
    void reload_propertyThatARouteRefersTo_isLive() throws Exception {
        save("word.camel.yaml", ROUTE.formatted("word", "word", "{{word:none}}"));
        soon().untilAsserted(() -> assertThat(answer("word")).contains("none"));

        save("gateway.properties", "word = fromProperties\n");

        soon().untilAsserted(() -> assertThat(answer("word")).contains("fromProperties"));
    }

    private String answer(String model) throws Exception {
        return gateway.chat(model, "Hello").body();
    }

    private int status(String model) throws Exception {
        return gateway.chat(model, "Hello").statusCode();
    }

    private void save(String name, String content) throws IOException {
        Path file = gateway.folder().resolve(name);
        Files.writeString(file, content);
    }

    private static ConditionFactory soon() {
        return await().atMost(10, SECONDS);
    }
}
