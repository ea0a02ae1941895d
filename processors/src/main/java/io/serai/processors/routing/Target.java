package io.serai.processors.routing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.camel.Predicate;

/**
 * One of those who can answer a call.
 *
 * @param name as it is called, such as {@code openai/gpt-4.1-mini}
 * @param weight its share of the traffic, relative to the other targets
 * @param tags by which callers choose
 * @param region where it keeps and handles data; empty where that is not known
 * @param capabilities all that it can; empty where that is not known, and it is tried with anything
 * @param maxInputTokens of a request that may go there
 * @param price of its tokens
 * @param when it may be asked; empty for always
 */
public record Target(
        String name,
        int weight,
        Set<String> tags,
        Optional<String> region,
        Set<Capability> capabilities,
        OptionalLong maxInputTokens,
        Price price,
        Optional<Predicate> when) {

    public Target {
        if (weight < 0) {
            throw new IllegalArgumentException("expected the weight of " + name + " to be 0 or more, found " + weight);
        }
        tags = Set.copyOf(tags);
        capabilities = Set.copyOf(capabilities);
    }

    public static Target of(String name) {
        return new Target(
                name,
                1,
                Set.of(),
                Optional.empty(),
                EnumSet.noneOf(Capability.class),
                OptionalLong.empty(),
                Price.UNKNOWN,
                Optional.empty());
    }

    public Target withWeight(int weight) {
        return new Target(name, weight, tags, region, capabilities, maxInputTokens, price, when);
    }

    public Target withTags(Set<String> tags) {
        return new Target(name, weight, tags, region, capabilities, maxInputTokens, price, when);
    }

    public Target withRegion(String region) {
        return new Target(name, weight, tags, Optional.of(region), capabilities, maxInputTokens, price, when);
    }

    public Target withCapabilities(Set<Capability> capabilities) {
        return new Target(name, weight, tags, region, capabilities, maxInputTokens, price, when);
    }

    public Target withMaxInputTokens(long most) {
        return new Target(name, weight, tags, region, capabilities, OptionalLong.of(most), price, when);
    }

    public Target withPrice(Price price) {
        return new Target(name, weight, tags, region, capabilities, maxInputTokens, price, when);
    }

    public Target when(Predicate condition) {
        return new Target(name, weight, tags, region, capabilities, maxInputTokens, price, Optional.of(condition));
    }
}
