package io.serai.processors.gemini;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a message says, as a whole or in deltas, into parts: thoughts, text and pictures as they come, calls at the end, each with the
 * signature that it has to come back with.
 */
final class CandidateParts {

    /** Kinds of parts that the canonical form tells in words of its own. */
    private static final List<String> TOLD = List.of("text", "functionCall", "inlineData", "fileData");

    private final Thoughts thoughts;
    private final StringBuilder text = new StringBuilder();
    private final SaidCalls calls = new SaidCalls();
    private final Map<String, String> signatures = new HashMap<>(2);
    private final Hidden hidden = new Hidden();
    private final StringBuilder malformed = new StringBuilder();
    private List<Map<String, Object>> parts = new ArrayList<>(2);
    /** Another provider's thought that is being told, without its text. */
    private @Nullable Map<String, Object> open;

    private boolean hasRefused;

    CandidateParts(Thoughts thoughts) {
        this.thoughts = thoughts;
    }

    /** The text so far. */
    String text() {
        return text.toString();
    }

    /** Calls whose arguments are no object, as the model wrote them. */
    String malformed() {
        return malformed.toString();
    }

    boolean hasRefused() {
        return hasRefused;
    }

    /** The parts since the last time. */
    List<Map<String, Object>> take() {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<Map<String, Object>> taken = parts;
        parts = new ArrayList<>(2);
        return taken;
    }

    /** @param said a delta, or a message without text that is signed in pieces */
    void add(Node said) {
        reasoning(said);
        if (said.has("native")) {
            blocks(said.object("native"));
        }
        for (ContentPart part : ContentPart.in(said.get("content"))) {
            part.text().ifPresent(this::text);
        }
        if (said.get("refusal") instanceof String refusal && !refusal.isEmpty()) {
            hasRefused = true;
            text(refusal);
        }
        for (Node image : said.objects("images")) {
            image(image);
        }
        if (said.has("audio")) {
            audio(said.object("audio"));
        }
        calls.add(said);
    }

    /** To be called when nothing more is said. */
    void end() {
        closeThought();
        for (SaidCall call : calls.all()) {
            Map<String, Object> told = call.told();
            if (told == null) {
                malformed.append(malformed.isEmpty() ? "" : ", ").append(call.spelt());
                continue;
            }
            String known = signatures.getOrDefault(call.id(), "");
            add(Node.map("functionCall", told), known.isEmpty() ? call.signature() : known);
        }
        if (!hidden.isEmpty()) {
            Map<String, Object> part = thought("");
            part.put("thoughtSignature", hidden.take());
            parts.add(part);
        }
    }

    void text(String piece) {
        text(piece, "");
    }

    void text(String piece, String signature) {
        if (piece.isEmpty() && signature.isEmpty()) {
            return;
        }
        closeThought();
        text.append(piece);
        add(Node.map("text", piece), signature);
    }

    private void add(Map<String, Object> part, String signature) {
        if (!signature.isEmpty()) {
            part.put("thoughtSignature", signature);
        } else if (!hidden.isEmpty()) {
            part.put("thoughtSignature", hidden.take());
        }
        parts.add(part);
    }

    private void reasoning(Node said) {
        List<Node> details = said.objects(ReasoningDetail.MEMBER);
        for (Node detail : details) {
            detail(new ReasoningDetail(detail.map()));
        }
        if (!details.isEmpty()) {
            return;
        }
        Object told = said.has("reasoning_content") ? said.get("reasoning_content") : said.get("reasoning");
        if (told instanceof String piece && !piece.isEmpty()) {
            if (thoughts == Thoughts.HIDDEN) {
                hidden.reasoning(piece);
            } else {
                shown(piece, new LinkedHashMap<>(0));
            }
        }
    }

    private void detail(ReasoningDetail detail) {
        boolean own = ReasoningDetail.GEMINI.equals(detail.map().get("format"));
        boolean encrypted = detail.is(ReasoningDetail.Type.ENCRYPTED);
        String piece = detail.readable().orElse("");
        if (own && encrypted) {
            own(detail);
        } else if (encrypted || thoughts == Thoughts.HIDDEN) {
            hidden.detail(detail.map());
        } else if (own) {
            closeThought();
            Map<String, Object> part = thought(piece);
            detail.string("signature").ifPresent(signature -> part.put("thoughtSignature", signature));
            parts.add(part);
        } else {
            shown(piece, detail.map());
        }
    }

    /** A signature of Gemini's own. */
    private void own(ReasoningDetail detail) {
        String data = detail.string("data").orElse("");
        String id = detail.string("id").orElse("");
        if (!id.isEmpty()) {
            signatures.put(id, data);
        } else {
            text("", data);
        }
    }

    private void shown(String piece, Map<String, Object> detail) {
        Map<String, Object> rest = new LinkedHashMap<>(detail);
        rest.remove("text");
        rest.remove("summary");
        Map<String, Object> known = open;
        Object index = rest.get("index");
        boolean goesOn = known != null && (index == null ? known.isEmpty() : index.equals(known.get("index")));
        if (known != null && goesOn) {
            Hidden.grow(known, rest);
        } else {
            closeThought();
            open = rest;
        }
        if (!piece.isEmpty()) {
            parts.add(thought(piece));
        }
    }

    /** What its provider needs to take it back goes on its last part, or behind that if the client has it already. */
    private void closeThought() {
        Map<String, Object> rest = open;
        if (rest == null) {
            return;
        }
        open = null;
        Map<String, Object> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last == null || !last.containsKey("thought") || last.containsKey("thoughtSignature")) {
            last = thought("");
            parts.add(last);
        }
        last.put("thoughtSignature", Parcel.wrap(rest));
    }

    private static Map<String, Object> thought(String text) {
        Map<String, Object> part = new LinkedHashMap<>(4);
        part.put("text", text);
        part.put("thought", true);
        return part;
    }

    /** Gemini's own parts that have no other words, and other dialects' blocks, which only they can read. */
    private void blocks(Node natives) {
        natives.map().forEach((dialect, blocks) -> {
            if (!dialect.equals("gemini")) {
                if (blocks instanceof List<?> list && !list.isEmpty()) {
                    hidden.blocks(dialect, list);
                }
                return;
            }
            for (Node part : Node.objects(blocks)) {
                if (TOLD.stream().noneMatch(part::has)) {
                    closeThought();
                    parts.add(part.map());
                }
            }
        });
    }

    private void image(Node image) {
        closeThought();
        String url = new ContentPart(image.map()).imageUrl().orElse("");
        Map<String, Object> part = DataUrl.of(url)
                .map(data -> inline(data.mediaType(), data.base64()))
                .orElseGet(() -> Node.map("fileData", Node.map("fileUri", url)));
        if (!url.isEmpty()) {
            add(part, image.object("extra_content").object("google").string("thought_signature"));
        }
    }

    /** OpenAI's {@code pcm16} is what Gemini speaks; of an answer that is streamed each piece is a part. */
    private void audio(Node audio) {
        closeThought();
        String data = audio.string("data");
        if (!data.isEmpty()) {
            add(inline("audio/L16;codec=pcm;rate=24000", data), "");
        }
        text(audio.string("transcript"));
    }

    private static Map<String, Object> inline(String type, String base64) {
        Map<String, Object> blob = new LinkedHashMap<>(4);
        blob.put("mimeType", type);
        blob.put("data", base64);
        return Node.map("inlineData", blob);
    }
}
