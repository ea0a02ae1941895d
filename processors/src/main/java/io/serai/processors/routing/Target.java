package io.serai.processors.routing;

import java.util.OptionalLong;
import java.util.Set;

/**
 * One of those who can answer a call.
 *
 * @param name as it is called, such as {@code openai/gpt-4.1-mini}
 * @param weight its share of the traffic, relative to the other targets
 * @param tags by which callers and conditions choose
 * @param maxInputTokens of a request that may go there
 * @param price of its tokens
 */
public record Target(String name, int weight, Set<String> tags, OptionalLong maxInputTokens, Price price) {

    public Target {
        if (weight < 0) {
            throw new IllegalArgumentException("expected the weight of " + name + " to be 0 or more, found " + weight);
        }
        tags = Set.copyOf(tags);
    }

    public static Target of(String name) {
        return new Target(name, 1, Set.of(), OptionalLong.empty(), Price.UNKNOWN);
    }
}
