package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlNode.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One entry of {@code model_list}: a model of a provider that answers under a name.
 *
 * @param place where it begins
 * @param group the name
 * @param id by which fallbacks may name it
 * @param kind of the provider
 * @param provider the properties of its bean
 * @param model the provider's own name for the model
 * @param share the weight, or else requests or tokens a minute
 * @param operation what it does, where that is no chat
 * @param order which are tried first, the lowest
 * @param timeout of a call
 * @param streamTimeout until the first piece of a stream
 * @param retries of a call
 */
record Deployment(
        Place place,
        String group,
        Optional<String> id,
        ProviderKind kind,
        Map<String, Object> provider,
        String model,
        Optional<BigDecimal> share,
        List<String> tags,
        Optional<String> region,
        OptionalLong maxInputTokens,
        Optional<String> operation,
        OptionalInt order,
        Optional<Duration> timeout,
        Optional<Duration> streamTimeout,
        OptionalInt retries) {

    private static final String STAR = "*";

    /** Whether it stands for all models of its provider. */
    boolean isFamily() {
        return group.contains(STAR) || model.contains(STAR);
    }
}
