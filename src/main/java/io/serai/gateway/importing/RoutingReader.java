package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlList;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads {@code router_settings} and {@code litellm_settings} (<a href="https://docs.litellm.ai/docs/proxy/config_settings">source</a>),
 * which have many keys in common; those of the router count.
 */
final class RoutingReader {

    private static final Map<String, String> STRATEGIES = Map.of(
            "simple-shuffle", "weighted",
            "least-busy", "least-busy",
            "latency-based-routing", "least-latency",
            "cost-based-routing", "least-cost",
            "usage-based-routing", "least-used",
            "usage-based-routing-v2", "least-used");

    /** LiteLLM's lists of fallbacks, in the words of models.yaml. */
    private static final Map<String, String> FALLBACKS = fallbacks();

    private final Section router;
    private final Section module;
    private final Findings findings;

    RoutingReader(Section router, Section module, Findings findings) {
        this.router = router;
        this.module = module;
        this.findings = findings;
    }

    private static Map<String, String> fallbacks() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("fallbacks", "general");
        kinds.put("context_window_fallbacks", "context-window");
        kinds.put("content_policy_fallbacks", "content-policy");
        return kinds;
    }

    Routing read() {
        Map<String, Map<String, List<YamlScalar>>> fallbacks = new LinkedHashMap<>();
        FALLBACKS.forEach(
                (key, kind) -> fallbacks.put(kind, either(key).map(this::chains).orElse(Map.of())));
        Routing routing = new Routing(
                strategy(),
                fallbacks,
                either("default_fallbacks").map(this::names).orElse(List.of()),
                router.take("model_group_alias")
                        .map(YamlNode::map)
                        .map(this::aliases)
                        .orElse(Map.of()),
                policies(),
                policy(router.take("retry_policy").map(YamlNode::map)),
                whole(number("num_retries")),
                DeploymentReader.seconds(number("timeout", "request_timeout")),
                DeploymentReader.seconds(router.takeNumber(findings, "stream_timeout")),
                whole(number("allowed_fails")),
                rest());
        router.take("enable_pre_call_checks", "enable_pre_call_check");
        router.reportRest(findings);
        module.reportRest(findings);
        return routing;
    }

    private Optional<YamlNode> either(String key) {
        Optional<YamlNode> ofModule = module.take(key);
        return router.take(key).or(() -> ofModule);
    }

    private Optional<BigDecimal> number(String... keys) {
        Optional<BigDecimal> ofModule = module.takeNumber(findings, keys);
        return router.takeNumber(findings, keys).or(() -> ofModule);
    }

    private static OptionalInt whole(Optional<BigDecimal> number) {
        return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
    }

    private String strategy() {
        Optional<YamlScalar> written = router.takeScalar("routing_strategy");
        if (written.isPresent() && !STRATEGIES.containsKey(written.get().text())) {
            findings.add(written.get().place(), "no counterpart; weighted in its place");
        }
        return written.map(scalar -> STRATEGIES.getOrDefault(scalar.text(), "weighted"))
                .orElse("weighted");
    }

    private Optional<Duration> rest() {
        Optional<Duration> told = DeploymentReader.seconds(number("cooldown_time"));
        return router.takeFlag("disable_cooldowns") ? Optional.of(Duration.ZERO) : told;
    }

    /** A list of objects, each from a group to those that take its place. */
    private Map<String, List<YamlScalar>> chains(YamlNode node) {
        Map<String, List<YamlScalar>> chains = new LinkedHashMap<>();
        List<YamlNode> maps = node instanceof YamlList list ? list.items() : List.of(node);
        for (YamlNode item : maps) {
            item.map().entries().forEach((group, names) -> chains.put(group, names(names)));
        }
        return chains;
    }

    /** Names of groups, or objects with a name and with what a request to it says instead. */
    private List<YamlScalar> names(YamlNode node) {
        List<YamlNode> items = node instanceof YamlList list ? list.items() : List.of(node);
        List<YamlScalar> names = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlMap map) {
                names.add(map.require("model").scalar());
                if (map.entries().size() > 1) {
                    findings.add(map.place(), "a fallback is asked what was asked; only its model is taken");
                }
            } else {
                names.add(item.scalar());
            }
        }
        return names;
    }

    private Map<String, YamlScalar> aliases(YamlMap written) {
        Map<String, YamlScalar> aliases = new LinkedHashMap<>();
        written.entries().forEach((alias, meant) -> {
            if (meant instanceof YamlMap map) {
                aliases.put(alias, map.require("model").scalar());
                if (map.find("hidden").isPresent()) {
                    findings.add(map.place(), "hidden has no counterpart");
                }
            } else {
                aliases.put(alias, meant.scalar());
            }
        });
        return aliases;
    }

    private Map<String, RetryTimes> policies() {
        Map<String, RetryTimes> policies = new LinkedHashMap<>();
        router.take("model_group_retry_policy").map(YamlNode::map).ifPresent(groups -> groups.entries()
                .forEach((group, policy) -> policies.put(group, policy(Optional.of(policy.map())))));
        return policies;
    }

    private RetryTimes policy(Optional<YamlMap> written) {
        if (written.isEmpty()) {
            return RetryTimes.UNSAID;
        }
        Section policy = new Section(written.get());
        OptionalInt unavailable = whole(policy.takeNumber(findings, "ServiceUnavailableErrorRetries"));
        OptionalInt internal = whole(policy.takeNumber(findings, "InternalServerErrorRetries"));
        RetryTimes times = new RetryTimes(
                whole(policy.takeNumber(findings, "RateLimitErrorRetries")),
                internal.isPresent() ? internal : unavailable,
                whole(policy.takeNumber(findings, "TimeoutErrorRetries")));
        RetryTimes others = RetryTimes.all(whole(policy.takeNumber(findings, "DefaultRetries")));
        policy.reportRest(findings);
        return times.or(others);
    }
}
