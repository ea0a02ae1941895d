package io.serai.processors.models;

import io.serai.processors.routing.Capability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A target as the file describes it.
 *
 * @param model who answers
 * @param weight its share of the traffic, relative to the other targets
 * @param tags by which callers choose
 * @param region where it handles data
 * @param capabilities all that it can; empty where the file does not say
 * @param maxInputTokens of a request that may go there
 * @param when it may be asked
 * @param examples of what is said in requests that it is meant for
 */
record TargetEntry(
        Mention model,
        int weight,
        Set<String> tags,
        Optional<String> region,
        Set<Capability> capabilities,
        OptionalLong maxInputTokens,
        Optional<Condition> when,
        List<String> examples) {

    /** Nothing but its name is known. */
    static TargetEntry of(Mention model) {
        return new TargetEntry(
                model, 1, Set.of(), Optional.empty(), Set.of(), OptionalLong.empty(), Optional.empty(), List.of());
    }
}
