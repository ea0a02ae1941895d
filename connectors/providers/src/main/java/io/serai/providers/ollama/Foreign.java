package io.serai.providers.ollama;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members of canonical requests that {@code /api/chat} has no word for (<a href="https://docs.ollama.com/api/chat">what it has</a>), with
 * the values that ask for what it does anyway: OpenAI's, and those that front ends leave in the words of Anthropic, Gemini and Responses. What
 * is in neither list passes: Ollama ignores what it does not know.
 */
final class Foreign {

    private static final Map<String, Object> USUAL = Map.ofEntries(
            Map.entry("n", 1),
            Map.entry("best_of", 1),
            Map.entry("logit_bias", Map.of()),
            Map.entry("metadata", Map.of()),
            Map.entry("modalities", List.of("text")),
            Map.entry("parallel_tool_calls", true),
            Map.entry("service_tier", "auto"),
            Map.entry("store", false),
            Map.entry("verbosity", "medium"),
            Map.entry("raw", false),
            Map.entry("suffix", ""),
            Map.entry("template", ""),
            Map.entry("context", List.of()),
            Map.entry("is_error", false),
            Map.entry("prefix", false),
            Map.entry("annotations", List.of()));

    private static final Set<String> OTHERS = Set.of(
            "anthropic_beta",
            "audio",
            "background",
            "betas",
            "cache_control",
            "cachedContent",
            "cached_content",
            "compaction",
            "container",
            "context_management",
            "conversation",
            "extra_content",
            "function_call",
            "functions",
            "generationConfig",
            "generation_config",
            "include",
            "inference_geo",
            "max_tool_calls",
            "mcp_servers",
            "modelArmorConfig",
            "moderation",
            "name",
            "output_config",
            "phase",
            "plugins",
            "prediction",
            "previous_response_id",
            "prompt_cache_key",
            "prompt_cache_retention",
            "provider",
            "safetySettings",
            "safety_identifier",
            "safety_settings",
            "speechConfig",
            "speed",
            "text",
            "thinking",
            "thinking_blocks",
            "toolConfig",
            "top_a",
            "transforms",
            "truncation",
            "user",
            "web_search_options");

    private Foreign() {}

    static boolean contains(String name) {
        return USUAL.containsKey(name) || OTHERS.contains(name);
    }

    /** Whether nothing is lost with a member: it says what would be so without it, or JSON null. */
    static boolean saysNothing(String name, @Nullable Object value) {
        if (value == null) {
            return true;
        }
        Object usual = USUAL.get(name);
        if (usual instanceof Number one && value instanceof Number other) {
            return one.doubleValue() == other.doubleValue();
        }
        return value.equals(usual);
    }
}
