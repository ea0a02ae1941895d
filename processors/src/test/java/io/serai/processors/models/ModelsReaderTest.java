package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.call.TimeLimits;
import io.serai.api.standing.Cooldown;
import io.serai.processors.routing.Capability;
import io.serai.processors.routing.Hedge;
import io.serai.processors.routing.Retries;
import io.serai.processors.routing.Role;
import io.serai.processors.routing.StickyBy;
import io.serai.processors.routing.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each key means. */
class ModelsReaderTest {

    private static ModelEntry only(String text) {
        return new ModelsReader(UnaryOperator.identity())
                .read("models.yaml", text)
                .get(0);
    }

    @Test
    void model_withEveryKey_saysAllOfIt() {
        ModelEntry fast = only(
                """
                models:
                  fast:
                    description: "Short answers: quick & cheap"
                    owner: platform
                    version: "2"
                    visibility: private
                    capabilities: [chat, tools]
                    context-window: 128000
                    aliases: [quick, gpt-4o-mini]
                    strategy: sticky
                    sticky-by: key
                    targets:
                      - model: openai/gpt-4.1-mini
                        weight: 3
                        tags: [eu, cheap]
                        region: eu-west
                        capabilities: [tools, json-schema]
                        max-input-tokens: 180000
                        when: "${header.SeraiStream}"
                      - smart
                    fallbacks: {general: [smart], context-window: [long], content-policy: [smart], default: [local]}
                    timeouts: {connect: 2s, first-token: 1m30s, idle: 500ms, total: 1h}
                    retries: {rate-limited: 1, unavailable: 2, timeout: 3}
                    cooldown: {after: 5 failures, for: 2m, probe: 10s}
                    hedge: {after: 300ms, at-most: 2}
                    queue:
                      concurrency: 4
                      max-waiting: 100
                      max-wait: 30s
                      classes: {interactive: 8, batch: 1}
                      default-class: batch
                      priority: "${header.x-serai-class}"
                      wait-out-rate-limits: true
                    shadow: {model: candidate, share: 0.5%, judge: smart}
                    canary: {model: next, share: 10 %, sticky-by: key}
                """);

        assertThat(fast.card().options())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "description", "Short answers: quick & cheap",
                        "owner", "platform",
                        "version", "2",
                        "visibility", "private",
                        "capabilities", "chat,tools",
                        "contextWindow", "128000",
                        "aliases", "quick,gpt-4o-mini"));
        assertThat(fast.strategy()).isEqualTo("sticky");
        assertThat(fast.stickyBy()).isEqualTo(StickyBy.KEY);
        TargetEntry first = fast.targets().get(0);
        assertThat(first.weight()).isEqualTo(3);
        assertThat(first.tags()).isEqualTo(Set.of("eu", "cheap"));
        assertThat(first.region()).contains("eu-west");
        assertThat(first.capabilities()).isEqualTo(Set.of(Capability.TOOLS, Capability.JSON_SCHEMA));
        assertThat(first.maxInputTokens()).hasValue(180_000);
        assertThat(first.when())
                .get()
                .extracting(Condition::language, Condition::expression)
                .containsExactly("simple", "${header.SeraiStream}");
        assertThat(fast.targets().get(1))
                .isEqualTo(TargetEntry.of(fast.targets().get(1).model()));
        assertThat(names(fast.fallbacks().get(Role.CONTEXT_WINDOW))).containsExactly("long");
        assertThat(fast.fallbacks().keySet())
                .containsExactly(Role.GENERAL, Role.CONTEXT_WINDOW, Role.CONTENT_POLICY, Role.DEFAULT);
        assertThat(fast.limits())
                .isEqualTo(new TimeLimits(
                        Duration.ofSeconds(2), Duration.ofSeconds(90), Duration.ofMillis(500), Duration.ofHours(1)));
        assertThat(fast.retries()).isEqualTo(new Retries(1, 2, 3));
        assertThat(fast.cooldown()).isEqualTo(new Cooldown(5, Duration.ofMinutes(2)));
        assertThat(fast.probe()).contains(Duration.ofSeconds(10));
        assertThat(fast.hedge()).contains(new Hedge(Optional.of(Duration.ofMillis(300)), 2));
        QueueEntry queue = fast.queue().orElseThrow();
        assertThat(queue.concurrency()).isEqualTo(4);
        assertThat(queue.maxWaiting()).contains(100);
        assertThat(queue.maxWait()).contains(Duration.ofSeconds(30));
        assertThat(queue.classes()).contains("interactive:8,batch:1");
        assertThat(queue.defaultClass()).contains("batch");
        assertThat(queue.priority()).isPresent();
        assertThat(queue.waitOutRateLimits()).contains(true);
        assertThat(fast.shadow().orElseThrow().share()).isCloseTo(0.005, within(1e-12));
        assertThat(fast.shadow().orElseThrow().judge().map(Mention::name)).contains("smart");
        assertThat(fast.canary().orElseThrow().share()).isCloseTo(0.1, within(1e-12));
        assertThat(fast.canary().orElseThrow().stickyBy()).isEqualTo(StickyBy.KEY);
    }

    private static List<String> names(List<Mention> mentions) {
        return mentions.stream().map(Mention::name).toList();
    }

    @Test
    void model_withTargetsOnly_hasTheDefaults() {
        ModelEntry fast = only("models: {fast: {targets: [openai/a]}}");

        assertThat(fast.card().options()).isEmpty();
        assertThat(fast.strategy()).isEqualTo("priority");
        assertThat(fast.targets().get(0).weight()).isEqualTo(1);
        assertThat(fast.targets().get(0).maxInputTokens()).isEqualTo(OptionalLong.empty());
        assertThat(fast.fallbacks()).isEmpty();
        assertThat(fast.limits()).isEqualTo(TimeLimits.NONE);
        assertThat(fast.retries()).isEqualTo(Retries.NONE);
        assertThat(fast.cooldown()).isEqualTo(Cooldown.DEFAULT);
        assertThat(fast.probe()).isEmpty();
        assertThat(fast.hedge()).isEmpty();
        assertThat(fast.queue()).isEmpty();
        assertThat(fast.shadow()).isEmpty();
        assertThat(fast.canary()).isEmpty();
    }

    static Set<String> strategies() {
        return Strategy.BY_NAME.keySet();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void strategy_eachOfThem_isKnown(String strategy) {
        assertThat(only("models: {fast: {strategy: " + strategy + ", targets: [openai/a]}}")
                        .strategy())
                .isEqualTo(strategy);
    }

    @ParameterizedTest
    @CsvSource({"p95,", "'',", "2s,PT2S", "0s,PT0S", "1500ms,PT1.5S", "1m,PT1M"})
    void hedge_after_isADurationOrTheTargetsPast(String written, String means) {
        Hedge hedge = only("models: {fast: {targets: [openai/a], hedge: {after: " + written + "}}}")
                .hedge()
                .orElseThrow();

        assertThat(hedge.after()).isEqualTo(Optional.ofNullable(means).map(Duration::parse));
        assertThat(hedge.atMost()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"3 failures,3", "1 failure,1", "4,4"})
    void cooldown_after_countsFailures(String written, int failures) {
        assertThat(only("models: {fast: {targets: [openai/a], cooldown: {after: " + written + "}}}")
                        .cooldown())
                .isEqualTo(new Cooldown(failures, Cooldown.DEFAULT.duration()));
    }

    @Test
    void condition_inAnotherLanguage_isNamedByIt() {
        Condition condition = only("models: {fast: {targets: [{model: openai/a, when: {jsonpath: $.user}}]}}")
                .targets()
                .get(0)
                .when()
                .orElseThrow();

        assertThat(condition.language()).isEqualTo("jsonpath");
        assertThat(condition.expression()).isEqualTo("$.user");
    }
}
