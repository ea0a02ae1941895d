package io.serai.processors.gemini;

import java.util.Map;
import java.util.Set;

/**
 * Why a candidate ended (<a href="https://ai.google.dev/api/generate-content#FinishReason">source</a>).
 *
 * <table>
 * <caption>canonical reasons in Gemini's words</caption>
 * <tr><td>{@code native_finish_reason} that is one of Gemini's</td><td>as it is</td></tr>
 * <tr><td>{@code content_filter}; any with a refusal</td><td>SAFETY</td></tr>
 * <tr><td>{@code length}</td><td>MAX_TOKENS</td></tr>
 * <tr><td>others, with a call whose arguments are no object</td><td>MALFORMED_FUNCTION_CALL</td></tr>
 * <tr><td>{@code stop}, {@code tool_calls}</td><td>STOP</td></tr>
 * </table>
 */
final class Ending {

    private static final Set<String> REASONS = Set.of(
            "STOP",
            "MAX_TOKENS",
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MALFORMED_FUNCTION_CALL",
            "MALFORMED_RESPONSE",
            "MISSING_THOUGHT_SIGNATURE",
            "MODEL_ARMOR",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION",
            "IMAGE_OTHER",
            "NO_IMAGE",
            "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS");

    private Ending() {}

    /** Puts {@code finishReason}, and what it says more, into a candidate. */
    static void tell(Node choice, CandidateParts said, Map<String, Object> candidate) {
        candidate.put("finishReason", reason(choice, said));
        if (choice.has("native_finish_message")) {
            choice.copy("native_finish_message", candidate, "finishMessage");
        } else if (!said.malformed().isEmpty()) {
            candidate.put("finishMessage", "Malformed function call: " + said.malformed());
        }
    }

    private static String reason(Node choice, CandidateParts said) {
        String own = choice.string("native_finish_reason");
        if (REASONS.contains(own)) {
            return own;
        }
        String reason = choice.string("finish_reason");
        if (reason.equals("content_filter") || said.hasRefused()) {
            return "SAFETY";
        }
        if (reason.equals("length")) {
            return "MAX_TOKENS";
        }
        return said.malformed().isEmpty() ? "STOP" : "MALFORMED_FUNCTION_CALL";
    }
}
