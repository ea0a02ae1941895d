package io.serai.providers.compatible;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds OpenAI's names to a usage that tells the same under others; what the service said stays. The same whether the answer came whole or
 * as a stream.
 */
final class UsageReader {

    private static final String PROMPT = "prompt_tokens";
    private static final String COMPLETION = "completion_tokens";
    private static final String TOTAL = "total_tokens";
    private static final String PROMPT_DETAILS = "prompt_tokens_details";
    private static final String CACHED = "cached_tokens";

    private UsageReader() {}

    static void read(Wording wording, Map<String, Object> usage) {
        cached(usage);
        if (wording.is(Quirk.REASONING_TOKENS_APART)) {
            reasoning(usage);
        }
    }

    /** Voyage, Jina and vLLM tell the total alone, which is the input: nothing is generated. */
    static void total(Map<String, Object> usage) {
        if (usage.get(PROMPT) == null && usage.get(TOTAL) != null) {
            usage.put(PROMPT, usage.get(TOTAL));
        }
    }

    /**
     * DeepSeek: {@code prompt_cache_hit_tokens} (<a href="https://api-docs.deepseek.com/guides/kv_cache">context caching</a>); Together and
     * Moonshot: {@code cached_tokens} beside the others; Mistral: {@code num_cached_tokens}.
     */
    private static void cached(Map<String, Object> usage) {
        Object cached = first(usage, "prompt_cache_hit_tokens", CACHED, "num_cached_tokens");
        if (cached == null) {
            return;
        }
        Object details = usage.get(PROMPT_DETAILS);
        if (details instanceof Map<?, ?> known) {
            if (known.get(CACHED) == null) {
                Map<Object, Object> more = new LinkedHashMap<>(known);
                more.put(CACHED, cached);
                usage.put(PROMPT_DETAILS, more);
            }
        } else {
            usage.put(PROMPT_DETAILS, new LinkedHashMap<>(Map.of(CACHED, cached)));
        }
    }

    /** OpenAI's {@code completion_tokens} include those of reasoning; the total shows where they do not. */
    private static void reasoning(Map<String, Object> usage) {
        if (usage.get("completion_tokens_details") instanceof Map<?, ?> details) {
            long reasoning = count(details.get("reasoning_tokens"));
            long completion = count(usage.get(COMPLETION));
            if (reasoning > 0 && count(usage.get(PROMPT)) + completion + reasoning == count(usage.get(TOTAL))) {
                usage.put(COMPLETION, completion + reasoning);
            }
        }
    }

    private static @Nullable Object first(Map<String, Object> usage, String... names) {
        for (String name : names) {
            if (usage.get(name) instanceof Number number) {
                return number;
            }
        }
        return null;
    }

    private static long count(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
