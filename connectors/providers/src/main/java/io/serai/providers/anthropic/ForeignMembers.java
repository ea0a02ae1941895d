package io.serai.providers.anthropic;

import io.serai.api.chat.OwnWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members of requests to OpenAI, OpenRouter, Gemini and others that Anthropic has no word for (<a
 * href="https://platform.claude.com/docs/en/api/openai-sdk">what its OpenAI compatibility ignores</a>), with the values that ask for what it
 * does anyway.
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
            Map.entry("logprobs", false),
            Map.entry("top_logprobs", 0),
            Map.entry("logit_bias", Map.of()),
            Map.entry("modalities", List.of("text")),
            Map.entry("store", false),
            Map.entry("background", false),
            Map.entry("truncation", "disabled"),
            Map.entry("include", List.of()));

    private static final Set<String> OTHERS = Set.of(
            "seed",
            "audio",
            "prediction",
            "web_search_options",
            "prompt_cache_key",
            "prompt_cache_retention",
            "functions",
            "function_call",
            "moderation",
            "safety_settings",
            "safetySettings",
            "generation_config",
            "previous_response_id",
            "conversation",
            "max_tool_calls",
            "text",
            "cached_content",
            "provider",
            "models",
            "route",
            "transforms",
            "plugins",
            "echo",
            "guided_json",
            "chat_template_kwargs");

    private ForeignMembers() {}

    static boolean contains(String name) {
        return DEFAULTS.containsKey(name)
                || OTHERS.contains(name)
                || OwnWords.GEMINI.contains(name)
                || OwnWords.OLLAMA.contains(name);
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
