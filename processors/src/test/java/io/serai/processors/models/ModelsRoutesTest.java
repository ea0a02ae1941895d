package io.serai.processors.models;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.TimeLimits;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of a file, called as routes: whom they ask, in which order, and how they look to Camel's tools. */
class ModelsRoutesTest {

    private static final Set<String> HAND_WRITTEN = Set.of("a", "b", "c", "d");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final FakeModels models = new FakeModels();
    private final Map<String, Processor> behaviour = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() throws Exception {
        camel.setSourceLocationEnabled(true);
        camel.addComponent("model", models);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String name : new TreeSet<>(HAND_WRITTEN)) {
                    from("model:" + name).routeId(name).process(exchange -> answer(name, exchange));
                }
            }
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void answer(String name, Exchange exchange) throws Exception {
        asked.add(name);
        behaviour
                .getOrDefault(name, it -> it.getMessage().setBody(Map.of("model", name)))
                .process(exchange);
    }

    private void fails(String name, ErrorKind kind) {
        behaviour.put(name, exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    private void load(String text) throws Exception {
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "routes/models.yaml",
                ResourceHelper.fromBytes("file:/etc/serai/models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
        camel.start();
    }

    private Exchange call(String model) {
        return call(model, Map.of("messages", List.of()));
    }

    private Exchange call(String model, Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("model:" + model, exchange -> exchange.getMessage().setBody(request));
    }

    @Test
    void model_whoseTargetsFail_asksTheFallbacksOfItsKind() throws Exception {
        load(
                """
                models:
                  fast:
                    targets: [a, b]
                    fallbacks: {general: [c], context-window: [d]}
                """);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        fails("b", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "c"));
        assertThat(asked).containsExactly("a", "b", "c");

        asked.clear();
        fails("a", ErrorKind.PROVIDER_CONTEXT_LENGTH);
        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "d"));
        assertThat(asked).containsExactly("a", "d");
    }

    @Test
    void target_whoseExampleIsNearest_isAskedFirst() throws Exception {
        load(
                """
                models:
                  fast:
                    semantic: {embeddings: d, threshold: 0.5}
                    targets:
                      - a
                      - {model: b, examples: ["May I break this law?", "Who is the judge?"]}
                      - {model: c, examples: ["A poem, please"]}
                """);
        behaviour.put("d", exchange -> exchange.getMessage().setBody(vectors(exchange)));

        for (String text : List.of("A law about trees", "Another poem", "What time is it?")) {
            call("fast", Map.of("messages", List.of(Map.of("role", "user", "content", text))));
        }

        asked.removeIf("d"::equals);
        assertThat(asked).containsExactly("b", "c", "a");
    }

    /** Texts about the same lie in the same direction. */
    private static Map<String, Object> vectors(Exchange exchange) {
        List<Object> data = new ArrayList<>();
        for (Object text : (List<?>) exchange.getMessage().getBody(Map.class).get("input")) {
            double law = text.toString().matches(".*(law|judge).*") ? 1 : 0;
            double poem = text.toString().contains("poem") ? 1 : 0;
            data.add(Map.of("index", data.size(), "embedding", List.of(law, poem, 1 - law - poem)));
        }
        return Map.of("data", data);
    }

    @Test
    void model_ofTheSameFile_isATarget() throws Exception {
        load("models:\n  fast: {targets: [inner]}\n  inner: {targets: [a, b], visibility: private}\n");
        fails("a", ErrorKind.PROVIDER_TIMEOUT);

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "b"));
    }

    @Test
    void model_retries_asksTheSameTargetAgain() throws Exception {
        load("models:\n  fast: {targets: [a, b], retries: {unavailable: 1}, cooldown: {after: 9 failures}}\n");
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        call("fast");

        assertThat(asked).containsExactly("a", "a", "b");
    }

    @Test
    void model_cooldown_restsATarget() throws Exception {
        load("models:\n  fast: {targets: [a, b], cooldown: {after: 1 failure, for: 1h}}\n");
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        call("fast");
        call("fast");

        assertThat(asked).containsExactly("a", "b", "b");
    }

    @Test
    void model_probe_endsTheRestOfATargetThatIsWellAgain() throws Exception {
        load("models:\n  fast: {targets: [a, b], cooldown: {after: 1 failure, for: 1h, probe: 50ms}}\n");
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        call("fast");
        behaviour.remove("a");

        await().atMost(10, SECONDS)
                .until(() -> call("fast").getMessage().getBody().equals(Map.of("model", "a")));
    }

    @Test
    void model_weights_shareTheCalls() throws Exception {
        load(
                """
                models:
                  fast:
                    strategy: weighted
                    targets: [{model: a, weight: 1}, {model: b, weight: 0}]
                """);

        for (int i = 0; i < 20; i++) {
            call("fast");
        }

        assertThat(asked).hasSize(20).containsOnly("a");
    }

    @Test
    void target_whoseConditionDoesNotHold_isNotAsked() throws Exception {
        load(
                """
                models:
                  fast:
                    targets:
                      - {model: a, when: "${body[user]} == 'vip'"}
                      - b
                """);

        call("fast", Map.of("messages", List.of()));
        call("fast", Map.of("messages", List.of(), "user", "vip"));

        assertThat(asked).containsExactly("b", "a");
    }

    @Test
    void target_tooSmallOrWithoutACapability_isNotAsked() throws Exception {
        load(
                """
                models:
                  fast:
                    targets:
                      - {model: a, max-input-tokens: 10}
                      - {model: b, capabilities: [tools]}
                      - c
                """);

        call("fast", Map.of("messages", List.of(Map.of("role", "user", "content", "word ".repeat(200)))));
        call(
                "fast",
                Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", "word ".repeat(200))),
                        "response_format",
                        Map.of("type", "json_schema")));

        assertThat(asked).containsExactly("b", "c");
    }

    @Test
    void model_timeouts_reachTheCallsBelow() throws Exception {
        load("models:\n  fast: {targets: [a], timeouts: {connect: 2s, first-token: 4s, idle: 20s}}\n");
        List<Object> limits = new ArrayList<>();
        behaviour.put("a", exchange -> limits.add(exchange.getProperty(CallNames.TIME_LIMITS)));

        call("fast");

        assertThat(limits)
                .containsExactly(
                        new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(20), null));
    }

    @Test
    void canary_ofAllCalls_answersInPlaceOfTheTargets() throws Exception {
        load("models:\n  fast: {targets: [a], canary: {model: b, share: 100%}}\n");

        call("fast");

        assertThat(asked).containsExactly("b");
    }

    @Test
    void canary_ofNoCalls_isNotAsked() throws Exception {
        load("models:\n  fast: {targets: [a], canary: {model: b, share: 0%}}\n");

        call("fast");

        assertThat(asked).containsExactly("a");
    }

    @Test
    void canary_failing_isFollowedByTheTargetsAndTheirFallbacks() throws Exception {
        load("models:\n  fast: {targets: [a], fallbacks: {general: [c]}, canary: {model: b, share: 100%}}\n");
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        fails("b", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "c"));
        assertThat(asked).containsExactly("b", "a", "c");
    }

    @Test
    void canary_ofATenth_meetsTheSameUsersEachTime() throws Exception {
        load("models:\n  fast: {targets: [a], canary: {model: b, share: 10%, sticky-by: user}}\n");
        for (int round = 0; round < 2; round++) {
            for (int user = 0; user < 300; user++) {
                call("fast", Map.of("messages", List.of(), "user", "user-" + user));
            }
        }

        assertThat(asked.subList(0, 300)).isEqualTo(asked.subList(300, 600));
        assertThat(asked.stream().filter("b"::equals).count()).isBetween(30L, 90L);
    }

    @Test
    void queue_full_refusesWhoeverWouldHaveToWait() throws Exception {
        load("models:\n  fast: {targets: [a], queue: {concurrency: 1, max-waiting: 0, classes: {high: 6, low: 1}}}\n");
        List<ErrorKind> refused = new ArrayList<>();
        behaviour.put(
                "a",
                exchange -> refused.add(
                        call("fast").getException(SeraiException.class).kind()));

        assertThat(call("fast").getException()).isNull();

        assertThat(refused).containsExactly(ErrorKind.POLICY_RATE_LIMITED);
    }

    @Test
    void queue_priorityThatIsNoExpression_isRefusedByLine() {
        assertThatThrownBy(() ->
                        load("models:\n  fast:\n    targets: [a]\n    queue: {concurrency: 1, priority: '${nope}'}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:4: models.fast.queue.priority: ");
    }

    @Test
    void shadow_ofAllCalls_isAskedBesideAndAnswersNobody() throws Exception {
        load("models:\n  fast: {targets: [a], shadow: {model: b, share: 100%}, canary: {model: c, share: 100%}}\n");

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "c"));
        await().atMost(10, SECONDS).until(() -> asked.contains("b"));
    }

    @Test
    void model_allFailing_failsAsTheLast() throws Exception {
        load("models:\n  fast: {targets: [a]}\n");
        fails("a", ErrorKind.PROVIDER_RATE_LIMITED);

        assertThat(call("fast").getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
    }

    @Test
    void route_ofAModel_looksLikeOneWrittenByHand() throws Exception {
        load(
                """
                # mine
                models:
                  team/fast:
                    description: "50% off (all) & more? #1 + {a} é ${x} %41"
                    aliases: [quick]
                    capabilities: [chat, tools]
                    context-window: 1000
                    owner: platform
                    targets:
                      - a
                      - b
                    fallbacks: {general: [c], content-policy: [c]}
                    canary: {model: d, share: 5%}
                """);

        assertThat(models.options.get("team/fast"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "description", "50% off (all) & more? #1 + {a} é ${x} %41",
                        "aliases", "quick",
                        "capabilities", "chat,tools",
                        "contextWindow", "1000",
                        "owner", "platform"));
        RouteDefinition route = camel.getRouteDefinition("team/fast");
        assertThat(route.getDescription()).isEqualTo("50% off (all) & more? #1 + {a} é ${x} %41");
        assertThat(route.getLineNumber()).isEqualTo(3);
        assertThat(route.getLocation()).isEqualTo("file:/etc/serai/models.yaml");
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class))
                .extracting(ToDefinition::getId)
                .containsExactly(
                        "team/fast#targets-target-a",
                        "team/fast#targets-target-b",
                        "team/fast#targets-general-c",
                        "team/fast#targets-content-policy-c",
                        "team/fast#canary-targets-target-d",
                        "team/fast#canary-targets-target-a",
                        "team/fast#canary-targets-target-b",
                        "team/fast#canary-targets-general-c",
                        "team/fast#canary-targets-content-policy-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3:8b", "claude@20240620", "team/fast~2", "a.b-c_d", "x/y/z@1:free", "8b"})
    void model_withEveryCharacterOfAName_isCalledByIt(String name) throws Exception {
        load("models:\n  \"" + name + "\": {targets: [a]}\n  outer: {targets: [\"" + name + "\"]}\n");

        assertThat(call(name).getMessage().getBody()).isEqualTo(Map.of("model", "a"));
        assertThat(call("outer").getMessage().getBody()).isEqualTo(Map.of("model", "a"));
    }

    @Test
    void file_byItsLocation_isLoaded() throws Exception {
        Path file = Files.writeString(folder.resolve("models.yaml"), "models: {fast: {targets: [a]}}");

        camel.addRoutes(new ModelsRoutes("file:" + file));
        camel.start();

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "a"));
    }

    @Test
    void file_missing_isRefusedByName() {
        assertThatThrownBy(() -> camel.addRoutes(new ModelsRoutes("file:not/there.yaml")))
                .isInstanceOf(YamlException.class)
                .hasMessage("not/there.yaml:1: is not there");
    }

    @Test
    void file_wrong_addsNoRoute() {
        assertThatThrownBy(() -> load("models:\n  fast: {targets: [a]}\n  slow: {targets: [e]}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.slow.targets[0]: ");
        assertThat(camel.getRouteDefinition("fast")).isNull();
    }

    @Test
    void condition_inNoKnownLanguage_isRefusedByLine() {
        assertThatThrownBy(() -> load("models:\n  fast:\n    targets: [{model: a, when: {klingon: x}}]\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.fast.targets[0].when.klingon: ");
    }

    @Test
    void condition_thatIsNone_isRefusedByLine() {
        assertThatThrownBy(() -> load("models:\n  fast:\n    targets: [{model: a, when: '${body'}]\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.fast.targets[0].when: ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void placeholder_ofTheApplication_isResolved() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("who", "b");
        load("models: {fast: {targets: ['{{who}}']}}");

        call("fast");

        assertThat(asked).containsExactly("b");
    }
}
