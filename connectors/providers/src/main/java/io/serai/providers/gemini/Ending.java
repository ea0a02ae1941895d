package io.serai.providers.gemini;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a candidate ended: <a href="https://ai.google.dev/api/generate-content#FinishReason">finishReason</a>, or the {@code blockReason} of
 * a prompt that got no candidate.
 *
 * <table>
 * <caption>in OpenAI's words; what says more is told as {@code native_finish_reason} too</caption>
 * <tr><td>STOP, unspecified</td><td>stop, or tool_calls where there are calls</td></tr>
 * <tr><td>MAX_TOKENS</td><td>length</td></tr>
 * <tr><td>SAFETY, RECITATION, LANGUAGE, BLOCKLIST, PROHIBITED_CONTENT, SPII, MODEL_ARMOR, IMAGE_SAFETY, IMAGE_PROHIBITED_CONTENT,
 * IMAGE_RECITATION</td><td>content_filter</td></tr>
 * <tr><td>OTHER, MALFORMED_FUNCTION_CALL, UNEXPECTED_TOOL_CALL, TOO_MANY_TOOL_CALLS, NO_IMAGE, IMAGE_OTHER, unknown ones</td><td>as
 * STOP</td></tr>
 * </table>
 */
final class Ending {

    private static final String BLOCKED = "blockReason";
    private static final String FILTERED = "content_filter";

    private Ending() {}

    /** Gemini's word for the end of a candidate, or for the block of a prompt; null while there is none. */
    static @Nullable String word(Map<?, ?> candidate) {
        String blocked = Nodes.text(candidate, BLOCKED);
        return blocked == null ? Nodes.text(candidate, "finishReason") : blocked;
    }

    /** OpenAI's word. */
    static String reason(Map<?, ?> candidate, boolean hasCalls) {
        return candidate.get(BLOCKED) != null
                ? FILTERED
                : reason(String.valueOf(candidate.get("finishReason")), hasCalls);
    }

    private static String reason(String word, boolean hasCalls) {
        return switch (word) {
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FILTERED;
            default -> hasCalls ? "tool_calls" : "stop";
        };
    }

    /** Whether the answer, or the prompt, was withheld. */
    static boolean isFiltered(Map<?, ?> candidate) {
        return reason(candidate, false).equals(FILTERED);
    }

    /**
     * A prompt that was blocked, as if it had got a candidate that says nothing; null where it was not.
     *
     * @param said the answer, or an event
     */
    static @Nullable Map<String, Object> blocked(Map<String, Object> said) {
        Map<String, Object> feedback = Nodes.object(said, "promptFeedback");
        if (feedback.get(BLOCKED) == null) {
            return null;
        }
        Map<String, Object> candidate = new LinkedHashMap<>(feedback);
        candidate.put("finishMessage", candidate.remove("blockReasonMessage"));
        return candidate;
    }

    /** What a choice says beside its message once it is over, in the order of a whole answer. */
    static Map<String, Object> further(Map<?, ?> candidate) {
        Map<String, Object> further = new LinkedHashMap<>(4);
        String word = word(candidate);
        if (word != null && !word.equals("STOP") && !word.equals("MAX_TOKENS")) {
            further.put("native_finish_reason", word);
        }
        put(candidate, "finishMessage", further, "native_finish_message");
        put(candidate, "safetyRatings", further, "safety_ratings");
        put(candidate, "groundingMetadata", further, "grounding_metadata");
        put(candidate, "urlContextMetadata", further, "url_context_metadata");
        put(candidate, "citationMetadata", further, "citation_metadata");
        put(candidate, "avgLogprobs", further, "avg_logprobs");
        return further;
    }

    private static void put(Map<?, ?> from, String name, Map<String, Object> to, String as) {
        Object value = from.get(name);
        if (value != null) {
            to.put(as, value);
        }
    }
}
