package io.serai.providers.gemini;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures</a> that come back with an assistant's
 * message: of its calls, of its text, of its thoughts. They are told as {@code reasoning_details}, and those of calls also as {@code
 * extra_content.google.thought_signature} in Google's own OpenAI-compatible shape; clients keep the one or the other.
 */
final class Signatures {

    /** "To skip validation", for calls whose signature is lost or never was: the page above, under frequently asked questions. */
    static final String SKIP = "skip_thought_signature_validator";

    /** Where in the content's text the signed part begins; absent for 0. */
    static final String START = "start";

    /**
     * A signature of a part of the text.
     *
     * @param start in characters of the content
     */
    record OfText(int start, String signature) {}

    private final Map<String, String> ofCalls = new HashMap<>(4);
    private final List<OfText> ofText = new ArrayList<>(1);
    private final List<ReasoningDetail> thoughts = new ArrayList<>(1);

    Signatures(Map<String, Object> message) {
        for (ReasoningDetail detail : ReasoningDetail.in(message)) {
            if (detail.isOf(ReasoningDetail.GEMINI)) {
                add(detail);
            }
        }
    }

    private void add(ReasoningDetail detail) {
        if (!detail.is(ReasoningDetail.Type.ENCRYPTED)) {
            thoughts.add(detail);
            return;
        }
        String data = detail.string("data").orElse(null);
        if (data == null) {
            return;
        }
        String id = detail.string("id").orElse("");
        if (id.isEmpty()) {
            int start = detail.map().get(START) instanceof Number n ? n.intValue() : 0;
            ofText.add(new OfText(start, data));
        } else {
            ofCalls.put(id, data);
        }
    }

    List<ReasoningDetail> thoughts() {
        return thoughts;
    }

    List<OfText> ofText() {
        return ofText;
    }

    @Nullable
    String of(ToolCall call) {
        String told = in(call.map());
        return told == null ? ofCalls.get(call.id()) : told;
    }

    /** The signature in Google's own shape, on a call or an image. */
    static @Nullable String in(Map<?, ?> element) {
        return element.get("extra_content") instanceof Map<?, ?> extra
                        && extra.get("google") instanceof Map<?, ?> google
                ? Nodes.text(google, "thought_signature")
                : null;
    }

    /** {@code extra_content} that holds a signature. */
    static Map<String, Object> extra(String signature) {
        return Nodes.of("google", Nodes.of("thought_signature", signature));
    }
}
