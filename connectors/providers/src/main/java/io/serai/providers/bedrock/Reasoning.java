package io.serai.providers.bedrock;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning, there and back (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ReasoningContentBlock.html">ReasoningContentBlock</a>). Claude's
 * is signed and has to be given back as it was; that of others can be shown to them again.
 */
final class Reasoning {

    /** OpenRouter's word for a format that has no name. */
    private static final String UNNAMED = "unknown";

    private final ModelTraits traits;
    private final Drops drops;

    Reasoning(ModelTraits traits, Drops drops) {
        this.traits = traits;
        this.drops = drops;
    }

    /** Whose the reasoning of this model is. */
    static String format(ModelTraits traits) {
        return traits.isClaude() || traits.family() == ModelFamily.HIDDEN ? ReasoningDetail.ANTHROPIC : UNNAMED;
    }

    /** The blocks of what a message of the assistant was thinking. */
    List<Object> blocks(Map<String, Object> message, int index) {
        List<Object> blocks = new ArrayList<>(4);
        List<ReasoningDetail> details = ReasoningDetail.in(message);
        for (int i = 0; i < details.size(); i++) {
            Map<String, Object> block = block(details.get(i));
            if (block == null) {
                drops.ofMessage(index, "reasoning_details[" + i + "]");
            } else {
                blocks.add(Map.of("reasoningContent", block));
            }
        }
        if (details.isEmpty() && message.get("reasoning_content") instanceof String text && !text.isEmpty()) {
            drops.ofMessage(index, "reasoning_content");
        }
        return blocks;
    }

    private @Nullable Map<String, Object> block(ReasoningDetail detail) {
        if (!traits.takesReasoningBack() || !detail.isOf(format(traits))) {
            return null;
        }
        if (detail.is(ReasoningDetail.Type.ENCRYPTED)) {
            return detail.string("data")
                    .map(data -> Map.<String, Object>of("redactedContent", data))
                    .orElse(null);
        }
        Optional<String> signature = detail.string("signature");
        // Claude refuses thinking that it did not sign.
        if (!detail.is(ReasoningDetail.Type.TEXT) || (traits.isClaude() && signature.isEmpty())) {
            return null;
        }
        Map<String, Object> text = new LinkedHashMap<>(4);
        text.put("text", detail.string("text").orElse(""));
        signature.ifPresent(value -> text.put("signature", value));
        return Map.of("reasoningText", text);
    }

    /** A whole block of an answer, or a piece of one; null where it holds nothing known. */
    static @Nullable ReasoningDetail detail(Map<?, ?> content, String format, int index) {
        Map<?, ?> text = content.get("reasoningText") instanceof Map<?, ?> inner ? inner : content;
        if (content.get("redactedContent") instanceof String data) {
            return ReasoningDetail.of(ReasoningDetail.Type.ENCRYPTED, format, index)
                    .with("data", data);
        }
        ReasoningDetail detail = ReasoningDetail.of(ReasoningDetail.Type.TEXT, format, index);
        if (text.get("text") instanceof String words) {
            detail = detail.with("text", words);
        }
        if (text.get("signature") instanceof String signature) {
            detail = detail.with("signature", signature);
        }
        return detail.map().containsKey("text") || detail.map().containsKey("signature") ? detail : null;
    }
}
