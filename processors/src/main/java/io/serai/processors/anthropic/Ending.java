package io.serai.processors.anthropic;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended, gathered from a choice or from its deltas (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">source</a>).
 */
final class Ending {

    private static final Set<String> REASONS = Set.of(
            "end_turn",
            "max_tokens",
            "stop_sequence",
            "tool_use",
            "pause_turn",
            "refusal",
            "compaction",
            "model_context_window_exceeded");

    private @Nullable Object finishReason;
    private @Nullable Object nativeReason;
    private @Nullable Object stopSequence;
    private @Nullable Object stopDetails;
    private boolean refused;

    /** @param said the choice's message, or its delta */
    void add(Map<?, ?> choice, Map<?, ?> said) {
        finishReason = later(finishReason, choice.get("finish_reason"));
        nativeReason = later(nativeReason, choice.get("native_finish_reason"));
        stopSequence = later(stopSequence, choice.get("stop_sequence"));
        stopDetails = later(stopDetails, choice.get("stop_details"));
        refused |= said.get("refusal") instanceof String refusal && !refusal.isEmpty();
    }

    /** Whether {@code stop_details} say what a refusal says. */
    boolean isExplained() {
        return stopDetails != null;
    }

    /**
     * Puts {@code stop_reason} and what goes with it into a message, or into its delta.
     *
     * @param hasCalls whether the message calls tools
     */
    void tell(boolean hasCalls, Map<String, Object> into) {
        into.put("stop_reason", reason(hasCalls));
        into.put("stop_sequence", stopSequence);
        if (stopDetails != null) {
            into.put("stop_details", stopDetails);
        }
    }

    private String reason(boolean hasCalls) {
        if (nativeReason instanceof String own && REASONS.contains(own)) {
            return own;
        }
        if (refused) {
            return "refusal";
        }
        return switch (String.valueOf(finishReason)) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> {
                // OpenAI says `stop` where the caller has named the function to call; callers of Anthropic's API go by
                // `tool_use`.
                yield hasCalls ? "tool_use" : stopSequence == null ? "end_turn" : "stop_sequence";
            }
        };
    }

    private static @Nullable Object later(@Nullable Object known, @Nullable Object said) {
        return said == null ? known : said;
    }
}
