package io.serai.processors.gemini;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a message that is there as a whole: Gemini's own, as it wrote them, if the answer has them, else made of what it says. */
final class WholeParts {

    private WholeParts() {}

    static List<Map<String, Object>> of(Node message, CandidateParts into) {
        List<Node> own = message.object("native").objects("gemini");
        boolean verbatim = !own.isEmpty() && agree(own, message);
        List<Node> signed = signedTexts(message);
        if (verbatim || signed.isEmpty() || !(message.get("content") instanceof String text)) {
            into.add(message);
        } else {
            into.add(new Node(unsigned(message)));
            cut(text, signed, into);
        }
        into.end();
        List<Map<String, Object>> made = into.take();
        return verbatim ? own.stream().map(Node::map).toList() : made;
    }

    /** Whether they still say what the message says: a route may have changed its text, or taken calls out. */
    private static boolean agree(List<Node> parts, Node message) {
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Node part : parts) {
            if (part.has("functionCall")) {
                calls.add(part.object("functionCall").string("name"));
            } else if (!part.is("thought")) {
                text.append(part.string("text"));
            }
        }
        return ChatRequest.text(message.get("content")).contentEquals(text)
                && ToolCall.in(message.map()).stream()
                        .map(ToolCall::name)
                        .toList()
                        .equals(calls);
    }

    private static List<Node> signedTexts(Node message) {
        List<Node> signed = new ArrayList<>(0);
        for (Node detail : message.objects(ReasoningDetail.MEMBER)) {
            if (isSignatureOfText(detail)) {
                signed.add(detail);
            }
        }
        return signed;
    }

    private static boolean isSignatureOfText(Node detail) {
        return ReasoningDetail.GEMINI.equals(detail.get("format"))
                && ReasoningDetail.Type.ENCRYPTED.label().equals(detail.get("type"))
                && detail.string("id").isEmpty();
    }

    /** The message without its text and the signatures of that. */
    private static Map<String, Object> unsigned(Node message) {
        Map<String, Object> rest = new LinkedHashMap<>(message.map());
        rest.remove("content");
        List<Object> details = new ArrayList<>();
        for (Node detail : message.objects(ReasoningDetail.MEMBER)) {
            if (!isSignatureOfText(detail)) {
                details.add(detail.map());
            }
        }
        rest.put(ReasoningDetail.MEMBER, details);
        return rest;
    }

    /** Cuts the text where the parts that were signed began: Gemini wants them back as they were. */
    private static void cut(String text, List<Node> signed, CandidateParts into) {
        int from = 0;
        for (int i = 0; i < signed.size(); i++) {
            int start = Math.min(Math.max((int) signed.get(i).count("start"), from), text.length());
            into.text(text.substring(from, start));
            long next = i + 1 < signed.size() ? signed.get(i + 1).count("start") : text.length();
            from = (int) Math.min(Math.max(next, start), text.length());
            into.text(text.substring(start, from), signed.get(i).string("data"));
        }
        into.text(text.substring(from));
    }
}
