package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code router_settings} and {@code litellm_settings} say of all groups.
 *
 * @param strategy in the words of models.yaml
 * @param fallbacks groups, by the kind of fallback in the words of models.yaml and by the group that fails; {@code *} is any
 * @param defaults those of every group
 * @param aliases other names of groups, by alias
 * @param policies of retries, by group
 * @param policy of retries of every group
 * @param retries of every group, after whatever failure
 * @param timeout of a call
 * @param streamTimeout until the first piece of a stream
 * @param allowedFails failures after which a target still does not rest
 * @param rest of a target that failed
 */
record Routing(
        String strategy,
        Map<String, Map<String, List<YamlScalar>>> fallbacks,
        List<YamlScalar> defaults,
        Map<String, YamlScalar> aliases,
        Map<String, RetryTimes> policies,
        RetryTimes policy,
        OptionalInt retries,
        Optional<Duration> timeout,
        Optional<Duration> streamTimeout,
        OptionalInt allowedFails,
        Optional<Duration> rest) {}
