package io.serai.providers.bedrock;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended, in OpenAI's words, and in Bedrock's where they say more (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#bedrock-runtime_Converse-response-stopReason">stopReason</a>).
 *
 * @param finishReason OpenAI's
 * @param further Bedrock's, null where OpenAI's says the same
 */
record StopReason(String finishReason, @Nullable String further) {

    private static final StopReason STOP = new StopReason("stop", null);
    private static final StopReason TOOL_CALLS = new StopReason("tool_calls", null);

    private static final Map<String, StopReason> KNOWN = Map.of(
            "end_turn", STOP,
            "tool_use", TOOL_CALLS,
            "max_tokens", new StopReason("length", null),
            "stop_sequence", new StopReason("stop", "stop_sequence"),
            "guardrail_intervened", new StopReason("content_filter", "guardrail_intervened"),
            "content_filtered", new StopReason("content_filter", null),
            "malformed_model_output", new StopReason("stop", "malformed_model_output"),
            "malformed_tool_use", new StopReason("stop", "malformed_tool_use"),
            "model_context_window_exceeded", new StopReason("length", "model_context_window_exceeded"));

    /** @param calls to tools of the caller's in the answer: some models call and say that they are done */
    static StopReason of(@Nullable Object told, int calls) {
        String word = told instanceof String text ? text : "end_turn";
        StopReason known = KNOWN.get(word);
        if (known == null) {
            return new StopReason(calls > 0 ? "tool_calls" : "stop", word);
        }
        if (known.equals(TOOL_CALLS) && calls == 0) {
            return STOP;
        }
        return known.equals(STOP) && calls > 0 ? TOOL_CALLS : known;
    }

    /** Adds to a choice what goes beyond OpenAI's word. */
    void addTo(Map<String, Object> choice, @Nullable Object additionalFields) {
        if (further != null) {
            choice.put("native_finish_reason", further);
        }
        // Claude's own, for those who ask with additionalModelResponseFieldPaths: ["/stop_sequence"].
        if (additionalFields instanceof Map<?, ?> fields && fields.get("stop_sequence") instanceof String sequence) {
            choice.put("stop_sequence", sequence);
        }
    }
}
