package io.serai.providers.responses;

import io.serai.api.chat.OwnWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members of chat requests that Responses has no word for (<a
 * href="https://platform.openai.com/docs/api-reference/responses/create">reference</a>), with the values that ask for what it does anyway.
 * Members that nobody here knows are not among them: Responses may know them.
 */
final class ForeignMembers {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("n", 1),
            Map.entry("best_of", 1),
            Map.entry("frequency_penalty", 0),
            Map.entry("presence_penalty", 0),
            Map.entry("repetition_penalty", 1),
            Map.entry("min_p", 0),
            Map.entry("top_a", 0),
            Map.entry("logit_bias", Map.of()),
            Map.entry("modalities", List.of("text")),
            Map.entry("stop", List.of()),
            Map.entry("functions", List.of()),
            // Nobody could fetch through the gateway what is answered later.
            Map.entry("background", false));

    private static final Set<String> OTHERS = Set.of(
            // Chat completions and completions
            "seed",
            "prediction",
            "audio",
            "function_call",
            "echo",
            // Model servers and routers
            "top_k",
            "guided_json",
            "chat_template_kwargs",
            "provider",
            "models",
            "route",
            "transforms",
            "plugins",
            // Gemini
            "safety_settings",
            "safetySettings",
            "generation_config",
            "cached_content",
            // Anthropic
            "thinking",
            "output_config",
            "betas",
            "anthropic_beta",
            "cache_control",
            "mcp_servers",
            "container",
            "inference_geo",
            "compaction");

    private ForeignMembers() {}

    static boolean contains(String name, Object value) {
        // Responses has a list, Anthropic an object of the same name:
        // https://platform.claude.com/docs/en/build-with-claude/context-editing
        return DEFAULTS.containsKey(name)
                || OTHERS.contains(name)
                || OwnWords.GEMINI.contains(name)
                || OwnWords.OLLAMA.contains(name)
                || (name.equals("context_management") && value instanceof Map);
    }

    /** Whether a member says no more than its absence would. */
    static boolean isDefault(String name, Object value) {
        Object usual = DEFAULTS.get(name);
        if (usual instanceof Number one && value instanceof Number other) {
            return one.doubleValue() == other.doubleValue();
        }
        return value.equals(usual);
    }
}
