package io.serai.providers.cohere;

import io.serai.api.error.SeraiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended (<a href="https://docs.cohere.com/reference/chat#response.body.finish_reason">finish_reason</a>), in OpenAI's words,
 * and in Cohere's where they say more.
 *
 * @param finishReason OpenAI's
 * @param further Cohere's, null where OpenAI's says the same
 */
record EndOfAnswer(String finishReason, @Nullable String further) {

    private static final int FAILED = 500;
    private static final int TIMED_OUT = 504;

    /**
     * @param word Cohere's
     * @param calls of the caller's own tools in the answer
     * @param message what is said of an error, if anything is
     * @throws SeraiException where the answer ended by an error
     */
    static EndOfAnswer of(@Nullable Object word, int calls, @Nullable Object message, CohereErrors errors) {
        String reason = word instanceof String text ? text : "COMPLETE";
        String error = message instanceof String text ? text : "";
        return switch (reason) {
            case "COMPLETE", "TOOL_CALL" -> new EndOfAnswer(calls > 0 ? "tool_calls" : "stop", null);
            case "STOP_SEQUENCE" -> new EndOfAnswer("stop", reason);
            case "MAX_TOKENS" -> new EndOfAnswer("length", null);
            case "ERROR_LIMIT" -> new EndOfAnswer("length", reason);
            case "ERROR_TOXIC" -> new EndOfAnswer("content_filter", reason);
            case "ERROR" -> throw errors.brokenOff(FAILED, error);
            case "TIMEOUT" -> throw errors.brokenOff(TIMED_OUT, error);
            default -> new EndOfAnswer(calls > 0 ? "tool_calls" : "stop", reason);
        };
    }

    /** Adds to a choice what goes beyond OpenAI's word. */
    void addTo(Map<String, Object> choice) {
        if (further != null) {
            choice.put("native_finish_reason", further);
        }
    }
}
