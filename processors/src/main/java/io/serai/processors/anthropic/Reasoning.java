package io.serai.processors.anthropic;

import io.serai.api.chat.ReasoningDetail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reasoning as blocks (<a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">source</a>). Anthropic's own is
 * told as it was; what can be read of others' is thinking too, and what they need to take it back goes along as a {@link Parcel}.
 */
final class Reasoning {

    private Reasoning() {}

    /** The member that holds what can be read. */
    static String readableMember(Map<String, Object> detail) {
        return ReasoningDetail.Type.SUMMARY.label().equals(detail.get("type")) ? "summary" : "text";
    }

    static Map<String, Object> thinking(String text, String signature) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "thinking");
        block.put("thinking", text);
        block.put("signature", signature);
        return block;
    }

    static Map<String, Object> redacted(String data) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "redacted_thinking");
        block.put("data", data);
        return block;
    }

    /** The block that tells a whole element of {@code reasoning_details}. */
    static Map<String, Object> block(Map<String, Object> detail) {
        String text = string(detail, readableMember(detail)).orElse("");
        if (isAnthropics(detail)) {
            return ReasoningDetail.Type.ENCRYPTED.label().equals(detail.get("type"))
                    ? redacted(string(detail, "data").orElse(""))
                    : thinking(text, signature(detail));
        }
        return text.isEmpty() ? redacted(Parcel.wrap(detail)) : thinking(text, signature(detail));
    }

    /** What makes the reasoning that can be read acceptable to its provider again. */
    static String signature(Map<String, Object> detail) {
        if (isAnthropics(detail)) {
            return string(detail, "signature").orElse("");
        }
        Map<String, Object> rest = new LinkedHashMap<>(detail);
        rest.remove(readableMember(detail));
        return Parcel.wrap(rest);
    }

    /**
     * Anthropic has no summaries. OpenRouter leaves the format out, or says {@code unknown}, where it has not been told: what is signed
     * there is Anthropic's.
     */
    private static boolean isAnthropics(Map<String, Object> detail) {
        if (ReasoningDetail.Type.SUMMARY.label().equals(detail.get("type"))) {
            return false;
        }
        return ReasoningDetail.ANTHROPIC.equals(detail.get("format"))
                || (new ReasoningDetail(detail).isOf(ReasoningDetail.ANTHROPIC)
                        && string(detail, "signature").isPresent());
    }

    private static Optional<String> string(Map<String, Object> detail, String name) {
        return detail.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
