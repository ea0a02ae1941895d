package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the model has said, as one canonical message, though it came in several contents, as SDKs keep what was streamed: thoughts, then
 * text, then pictures, then calls. Parts in another order, and such as have no word there, stay besides in {@code native.gemini}. What
 * was wrapped in a {@link Parcel} is unwrapped: it belongs to another provider.
 */
final class ModelTurn {

    /** In the order in which Gemini's provider tells them again. */
    private enum Kind {
        THOUGHT,
        TEXT,
        IMAGE,
        CALL
    }

    private static final Set<String> OF_PART = Set.of("thought", "thoughtSignature");

    private final CallLedger ledger;
    private final int turn;
    private final StringBuilder text = new StringBuilder();
    private final List<Map<String, Object>> details = new ArrayList<>();
    private final List<Object> images = new ArrayList<>(0);
    private final List<Object> calls = new ArrayList<>();
    private final List<Object> verbatim = new ArrayList<>();
    private final Map<String, Object> foreign = new LinkedHashMap<>(0);
    /** Thoughts of whom nothing is known yet: a signature behind them may tell. */
    private final StringBuilder openThought = new StringBuilder();

    private final StringBuilder plainReasoning = new StringBuilder();
    private Kind last = Kind.THOUGHT;
    private boolean isSayable = true;

    /** @param turn the position of its first content */
    ModelTurn(CallLedger ledger, int turn) {
        this.ledger = ledger;
        this.turn = turn;
    }

    /** Adds the parts of the content at this position. */
    void add(Node content, int position) {
        List<Node> parts = content.objects("parts");
        for (int i = 0; i < parts.size(); i++) {
            add(parts.get(i), position, i);
        }
    }

    private void add(Node part, int position, int index) {
        Node own = part;
        String signature = part.string("thoughtSignature");
        if (Parcel.is(signature)) {
            Map<String, Object> content = Parcel.unwrap(signature).orElseThrow(() -> damaged(position, index));
            own = new Node(part.others(Set.of("thoughtSignature")));
            if (isOfThought(part, content)) {
                foreignThought(part.string("text"), content);
                return;
            }
            restore(new Node(content));
            signature = "";
        }
        if (own.is("thought") && own.get("text") instanceof String thought) {
            thought(thought, signature);
        } else {
            closeThought();
            said(own, signature);
        }
        if (!own.hasOnly(Set.of("text", "thought")) || !own.string("text").isEmpty()) {
            verbatim.add(own.map());
        }
    }

    private static RuntimeException damaged(int position, int index) {
        String where = "contents[" + position + "].parts[" + index + "].thoughtSignature";
        return CallerException.badField(where, "`" + where + "` is not as it was given: it must come back unchanged.");
    }

    private static boolean isOfThought(Node part, Map<String, Object> parcel) {
        return part.is("thought") && (parcel.isEmpty() || parcel.containsKey("type"));
    }

    private void foreignThought(String piece, Map<String, Object> detail) {
        openThought.append(piece);
        if (detail.isEmpty()) {
            plainReasoning.append(openThought);
        } else {
            boolean summary = ReasoningDetail.Type.SUMMARY.label().equals(detail.get("type"));
            detail.put(summary ? "summary" : "text", openThought.toString());
            details.add(detail);
        }
        openThought.setLength(0);
        // Gemini's provider is told nothing of it.
        while (!verbatim.isEmpty() && verbatim.get(verbatim.size() - 1) instanceof Map<?, ?> before && isOpen(before)) {
            verbatim.remove(verbatim.size() - 1);
        }
    }

    private static boolean isOpen(Map<?, ?> part) {
        return Boolean.TRUE.equals(part.get("thought")) && part.get("thoughtSignature") == null;
    }

    private void restore(Node hidden) {
        plainReasoning.append(hidden.string("reasoning_content"));
        for (Node detail : hidden.objects(ReasoningDetail.MEMBER)) {
            details.add(detail.map());
        }
        foreign.putAll(hidden.object("native").map());
    }

    private void thought(String piece, String signature) {
        order(Kind.THOUGHT);
        if (signature.isEmpty()) {
            openThought.append(piece);
            return;
        }
        closeThought();
        details.add(detail(ReasoningDetail.Type.TEXT)
                .with("text", piece)
                .with("signature", signature)
                .map());
    }

    private void closeThought() {
        if (!openThought.isEmpty()) {
            details.add(detail(ReasoningDetail.Type.TEXT)
                    .with("text", openThought.toString())
                    .map());
            openThought.setLength(0);
        }
    }

    private ReasoningDetail detail(ReasoningDetail.Type type) {
        return ReasoningDetail.of(type, ReasoningDetail.GEMINI, details.size());
    }

    private void said(Node part, String signature) {
        if (part.get("text") instanceof String piece) {
            order(Kind.TEXT);
            isSayable &= part.hasOnly(Set.of("text", "thought", "thoughtSignature"));
            text(piece, signature);
        } else if (part.has("functionCall")) {
            order(Kind.CALL);
            isSayable &= part.others(OF_PART).size() == 1;
            call(part.object("functionCall"), signature);
        } else if (part.has("inlineData")
                && part.object("inlineData").string("mimeType").startsWith("image/")) {
            order(Kind.IMAGE);
            isSayable &= part.others(OF_PART).size() == 1;
            image(part.object("inlineData"), signature);
        } else if (!signature.isEmpty() && part.others(OF_PART).isEmpty()) {
            text("", signature);
        } else if (!part.map().isEmpty()) {
            isSayable = false;
        }
    }

    private void order(Kind kind) {
        isSayable &= kind.compareTo(last) >= 0;
        last = kind;
    }

    private void text(String piece, String signature) {
        if (!signature.isEmpty()) {
            Map<String, Object> detail = detail(ReasoningDetail.Type.ENCRYPTED)
                    .with("data", signature)
                    .map();
            if (!text.isEmpty()) {
                // Where in the text the signed part begins.
                detail.put("start", text.length());
            }
            details.add(detail);
        }
        text.append(piece);
    }

    private void call(Node given, String signature) {
        String name = given.string("name");
        String id = ledger.called(turn, given.string("id"), name);
        isSayable &= given.hasOnly(Set.of("id", "name", "args"));
        calls.add(
                ToolCall.of(id, name, new String(Json.write(given.object("args").map()), UTF_8))
                        .map());
        if (!signature.isEmpty()) {
            details.add(detail(ReasoningDetail.Type.ENCRYPTED)
                    .with("id", id)
                    .with("data", signature)
                    .map());
        }
    }

    private void image(Node blob, String signature) {
        DataUrl data = new DataUrl(blob.string("mimeType"), Media.standard(blob.string("data")));
        Map<String, Object> image = ContentPart.image(data.url()).map();
        if (!signature.isEmpty()) {
            image.put("extra_content", Node.map("google", Node.map("thought_signature", signature)));
        }
        images.add(image);
    }

    /** The message, once all its contents are there. */
    Map<String, Object> message() {
        closeThought();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        if (!text.isEmpty() || calls.isEmpty()) {
            message.put("content", text.toString());
        }
        if (!plainReasoning.isEmpty()) {
            message.put("reasoning_content", plainReasoning.toString());
        }
        if (!details.isEmpty()) {
            message.put(ReasoningDetail.MEMBER, details);
        }
        if (!images.isEmpty()) {
            message.put("images", images);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        if (!isSayable && !verbatim.isEmpty()) {
            foreign.put("gemini", verbatim);
        }
        if (!foreign.isEmpty()) {
            message.put("native", foreign);
        }
        return message;
    }
}
