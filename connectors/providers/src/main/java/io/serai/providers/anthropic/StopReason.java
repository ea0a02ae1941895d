package io.serai.providers.anthropic;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended (<a href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">stop reasons</a>).
 *
 * @param finish in OpenAI's words
 * @param own Anthropic's word, where it says more
 */
record StopReason(String finish, Optional<String> own) {

    private static final Map<String, String> FINISHES = Map.of(
            "end_turn", "stop",
            "stop_sequence", "stop",
            "max_tokens", "length",
            "tool_use", "tool_calls",
            // The model wants to go on: the client sends the turn back.
            "pause_turn", "stop",
            "refusal", "content_filter",
            "model_context_window_exceeded", "length",
            // https://platform.claude.com/docs/en/build-with-claude/compaction
            "compaction", "stop");

    /** {@code answered} where a tool that stands for the answer was called, and no other. */
    static StopReason of(@Nullable Object reason, boolean answerByTool) {
        String word = reason instanceof String text ? text : "end_turn";
        String finish = FINISHES.getOrDefault(word, "stop");
        if (finish.equals("tool_calls") && answerByTool) {
            return new StopReason("stop", Optional.empty());
        }
        boolean same = word.equals("end_turn") || word.equals("max_tokens") || word.equals("tool_use");
        return new StopReason(finish, same ? Optional.empty() : Optional.of(word));
    }
}
