package io.serai.processors.anthropic;

import io.serai.api.chat.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage as Anthropic counts it (<a href="https://platform.claude.com/docs/en/api/messages">source</a>): input that was cached is not input. */
final class Counts {

    /** What Anthropic counts and OpenAI has no name for. */
    private static final List<String> FURTHER =
            List.of("cache_creation", "server_tool_use", "inference_geo", "speed", "iterations", "fallback_credit");

    private Counts() {}

    /**
     * @param usage canonical; null where nothing is known
     * @param tier the answer's {@code service_tier}
     */
    static Map<String, Object> of(@Nullable Map<String, Object> usage, @Nullable Object tier) {
        Usage told = new Usage(usage == null ? Map.of() : usage);
        Map<String, Object> prompt = details(told, "prompt_tokens_details");
        Map<String, Object> completion = details(told, "completion_tokens_details");
        long written = count(prompt, "cache_write_tokens");
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("input_tokens", Math.max(0, told.promptTokens() - told.cachedTokens() - written));
        counts.put("cache_creation_input_tokens", written);
        counts.put("cache_read_input_tokens", told.cachedTokens());
        counts.put("output_tokens", told.completionTokens());
        if (completion.get("reasoning_tokens") instanceof Number thought) {
            counts.put("output_tokens_details", Map.of("thinking_tokens", thought));
        }
        for (String name : FURTHER) {
            if (told.map().get(name) != null) {
                counts.put(name, told.map().get(name));
            }
        }
        Object tierUsed = tier == null ? told.map().get("service_tier") : tier;
        if (tierUsed != null) {
            // OpenAI's word for those who pay for no other.
            counts.put("service_tier", tierUsed.equals("default") ? "standard" : tierUsed);
        }
        return counts;
    }

    private static Map<String, Object> details(Usage usage, String name) {
        return usage.map().get(name) instanceof Map<?, ?> details ? Block.cast(details) : Map.of();
    }

    private static long count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
