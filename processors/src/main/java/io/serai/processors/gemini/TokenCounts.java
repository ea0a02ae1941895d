package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage as {@code usageMetadata} (<a href="https://ai.google.dev/api/generate-content#UsageMetadata">source</a>): thoughts, and prompts that
 * tools made, are counted beside the others.
 */
final class TokenCounts {

    private static final List<String> KINDS =
            List.of("image_tokens", "audio_tokens", "video_tokens", "document_tokens");

    private TokenCounts() {}

    /**
     * @param usage canonical
     * @param tier the answer's {@code service_tier}
     */
    static Map<String, Object> of(Map<String, Object> usage, @Nullable Object tier) {
        Node told = new Node(usage);
        Node prompt = told.object("prompt_tokens_details");
        Node completion = told.object("completion_tokens_details");
        long ofTools = prompt.count("tool_use_tokens");
        long prompted = told.count("prompt_tokens") - ofTools;
        long said = Math.max(0, told.count("completion_tokens") - completion.count("reasoning_tokens"));
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("promptTokenCount", prompted);
        if (prompt.count("cached_tokens") > 0) {
            prompt.copy("cached_tokens", counts, "cachedContentTokenCount");
        }
        counts.put("candidatesTokenCount", said);
        if (ofTools > 0) {
            counts.put("toolUsePromptTokenCount", ofTools);
        }
        if (completion.count("reasoning_tokens") > 0) {
            completion.copy("reasoning_tokens", counts, "thoughtsTokenCount");
        }
        counts.put(
                "totalTokenCount",
                told.get("total_tokens") instanceof Number total
                        ? total
                        : told.count("prompt_tokens") + told.count("completion_tokens"));
        details("promptTokensDetails", prompt, prompted, counts);
        details("candidatesTokensDetails", completion, said, counts);
        if (tier instanceof String word && !word.isEmpty()) {
            counts.put("serviceTier", word.equals("default") ? "standard" : word);
        }
        return counts;
    }

    /** By kind, where there are others than text. */
    private static void details(String name, Node given, long all, Map<String, Object> counts) {
        List<Object> details = new ArrayList<>(0);
        long text = all;
        for (String kind : KINDS) {
            long count = given.count(kind);
            if (count > 0) {
                String modality = kind.substring(0, kind.indexOf('_')).toUpperCase(Locale.ROOT);
                details.add(detail(modality, count));
                text -= count;
            }
        }
        if (details.isEmpty()) {
            return;
        }
        if (text > 0) {
            details.add(0, detail("TEXT", text));
        }
        counts.put(name, details);
    }

    private static Map<String, Object> detail(String modality, long count) {
        Map<String, Object> detail = new LinkedHashMap<>(4);
        detail.put("modality", modality);
        detail.put("tokenCount", count);
        return detail;
    }
}
