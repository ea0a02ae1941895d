package io.serai.processors.models;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.TimeLimits;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.yaml.YamlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What the members of a model in a file do to its calls. */
class ModelsRoutesTest extends ModelsOfAFile {

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
    void model_retriesOfALimit_askTheSameTargetAgain() throws Exception {
        load("models:\n  fast: {targets: [a, b], retries: {rate-limited: 1}}\n");
        fails("a", ErrorKind.PROVIDER_RATE_LIMITED);

        call("fast");
        call("fast");

        assertThat(asked).as("then it rests").containsExactly("a", "a", "b", "b");
    }

    /** Who asks whom is each model's own: one that judges or decides may ask the same target for something else. */
    @Test
    void target_ofTwoModelsOneInsideTheOther_isAskedByEach() throws Exception {
        load("models:\n  fast: {targets: [a, inner]}\n  inner: {targets: [a, b]}\n");
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "b"));
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
}
