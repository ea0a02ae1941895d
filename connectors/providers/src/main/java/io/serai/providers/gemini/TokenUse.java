package io.serai.providers.gemini;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * <a href="https://ai.google.dev/api/generate-content#UsageMetadata">usageMetadata</a> as OpenAI's {@code usage}. Gemini counts thoughts, and
 * prompts that tools made, beside the others; OpenAI's counts include them.
 */
final class TokenUse {

    private TokenUse() {}

    static Usage of(Map<?, ?> metadata) {
        long ofTools = Nodes.count(metadata, "toolUsePromptTokenCount");
        long thoughts = Nodes.count(metadata, "thoughtsTokenCount");
        UsageCounts counts = new UsageCounts()
                .prompt(Nodes.count(metadata, "promptTokenCount") + ofTools)
                .completion(Nodes.count(metadata, "candidatesTokenCount") + thoughts);
        if (metadata.get("cachedContentTokenCount") instanceof Number cached) {
            counts.promptDetail("cached_tokens", cached);
        }
        modalities(metadata, "promptTokensDetails").forEach(counts::promptDetail);
        if (ofTools > 0) {
            counts.promptDetail("tool_use_tokens", ofTools);
        }
        if (metadata.get("thoughtsTokenCount") instanceof Number number) {
            counts.completionDetail("reasoning_tokens", number);
        }
        modalities(metadata, "candidatesTokensDetails").forEach(counts::completionDetail);
        return counts.usage();
    }

    /** Tokens by kind, but for text, which is the rest. */
    static Map<String, Long> modalities(Map<?, ?> metadata, String name) {
        Map<String, Long> counts = new LinkedHashMap<>(2);
        for (Map<?, ?> detail : Nodes.objects(metadata.get(name))) {
            String kind =
                    switch (String.valueOf(detail.get("modality"))) {
                        case "IMAGE" -> "image_tokens";
                        case "AUDIO" -> "audio_tokens";
                        case "VIDEO" -> "video_tokens";
                        case "DOCUMENT" -> "document_tokens";
                        default -> "";
                    };
            if (!kind.isEmpty()) {
                counts.merge(kind, Nodes.count(detail, "tokenCount"), Long::sum);
            }
        }
        return counts;
    }
}
