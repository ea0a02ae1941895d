package io.serai.providers.compatible;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of a request that say what would be so without them: to leave them out loses nothing. */
final class Defaults {

    private static final Map<String, Set<Object>> VALUES = Map.ofEntries(
            Map.entry("n", Set.of(1)),
            Map.entry("logprobs", Set.of(false)),
            Map.entry("top_logprobs", Set.of(0)),
            Map.entry("parallel_tool_calls", Set.of(true)),
            Map.entry("store", Set.of(false)),
            Map.entry("service_tier", Set.of("auto")),
            Map.entry("verbosity", Set.of("medium")),
            Map.entry("modalities", Set.of(List.of("text"))),
            Map.entry("logit_bias", Set.of(Map.of())),
            Map.entry("metadata", Set.of(Map.of())),
            Map.entry("tools", Set.of(List.of())),
            Map.entry("tool_choice", Set.of("auto")),
            Map.entry("frequency_penalty", Set.of(0)),
            Map.entry("presence_penalty", Set.of(0)),
            Map.entry("deferred", Set.of(false)),
            Map.entry("is_error", Set.of(false)),
            Map.entry("prefix", Set.of(false)),
            Map.entry("reasoning_content", Set.of("")),
            Map.entry("annotations", Set.of(List.of())),
            Map.entry("images", Set.of(List.of())),
            Map.entry("native", Set.of(Map.of())),
            Map.entry("betas", Set.of(List.of())),
            Map.entry("mcp_servers", Set.of(List.of())),
            Map.entry("include", Set.of(List.of())),
            Map.entry("truncation", Set.of("disabled")),
            Map.entry("background", Set.of(false)),
            Map.entry("reasoning_details", Set.of(List.of())),
            Map.entry("response_format", Set.of(Map.of("type", "text"))));

    private Defaults() {}

    /** Whether a member of this name and value may be left out without notice; JSON null is no wish. */
    static boolean has(String name, @Nullable Object value) {
        if (value == null) {
            return true;
        }
        Set<Object> same = VALUES.get(name);
        return same != null && same.contains(value);
    }
}
