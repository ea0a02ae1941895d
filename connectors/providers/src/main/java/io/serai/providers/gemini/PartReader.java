package io.serai.providers.gemini;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the <a href="https://ai.google.dev/api/caching#Part">parts</a> of one candidate, as a whole or as they are streamed. A part with a
 * signature is never joined with others, as Google demands of whoever gives it back.
 */
final class PartReader {

    private final Said said;
    private final CallShape shape;
    private final CallIds ids;
    private final int candidate;
    private int details;
    private int calls;
    /** Of the text that was said. */
    private int chars;
    /** Whether the last part was a thought that the next may continue. */
    private boolean thinking;
    /** Where in the text each part begins, pieces of one counted once. */
    private final List<Integer> starts = new ArrayList<>(2);

    private @Nullable Object lastKind;

    PartReader(Said said, CallShape shape, CallIds ids, int candidate) {
        this.said = said;
        this.shape = shape;
        this.ids = ids;
        this.candidate = candidate;
    }

    boolean hasCalls() {
        return calls > 0;
    }

    /** Where in the text a part begins. */
    int start(int part) {
        return part < starts.size() ? starts.get(part) : 0;
    }

    void read(Map<?, ?> part) {
        String signature = Nodes.text(part, "thoughtSignature");
        boolean thought = Boolean.TRUE.equals(part.get("thought"));
        count(part, signature == null ? thought : signature);
        if (part.get("text") instanceof String text) {
            if (thought) {
                thought(text, signature);
            } else {
                text(text, signature);
            }
        } else if (part.get("functionCall") instanceof Map<?, ?> call) {
            call(call, signature);
        } else if (part.get("inlineData") instanceof Map<?, ?> data && !thought) {
            data(data, signature);
        } else if (part.get("fileData") instanceof Map<?, ?> file && !thought) {
            image(Nodes.text(file, "fileUri"), signature);
        }
        // What else there is, such as executableCode, has no word here: the answer holds it verbatim.
    }

    private void count(Map<?, ?> part, Object kind) {
        Object known = part.get("text") instanceof String ? kind : part;
        if (!known.equals(lastKind)) {
            starts.add(chars);
        }
        lastKind = known;
    }

    private void thought(String text, @Nullable String signature) {
        if (text.isEmpty() && signature == null) {
            return;
        }
        int index = thinking && signature == null ? details - 1 : details++;
        thinking = signature == null;
        ReasoningDetail detail = ReasoningDetail.of(ReasoningDetail.Type.TEXT, ReasoningDetail.GEMINI, index);
        detail.map().put("text", text);
        if (signature != null) {
            detail.map().put("signature", signature);
        }
        said.reasoning(detail);
    }

    private void text(String text, @Nullable String signature) {
        if (text.isEmpty() && signature == null) {
            return;
        }
        thinking = false;
        int start = chars;
        if (!text.isEmpty()) {
            chars += text.length();
            said.text(text);
        }
        if (signature != null) {
            ReasoningDetail detail = encrypted(signature);
            if (start > 0) {
                detail.map().put(Signatures.START, start);
            }
            said.reasoning(detail);
        }
    }

    private void call(Map<?, ?> call, @Nullable String signature) {
        thinking = false;
        String name = String.valueOf(call.get("name"));
        String arguments = Nodes.json(Nodes.object(call, "args"));
        if (shape.isAnswer(name)) {
            text(arguments, signature);
            return;
        }
        String given = Nodes.text(call, "id");
        String id = given == null ? ids.of(candidate, calls) : given;
        Map<String, Object> told =
                ToolCall.of(id, shape.names().own(name), arguments).map();
        if (signature != null) {
            told.put("extra_content", Signatures.extra(signature));
        }
        said.call(calls++, told);
        if (signature != null) {
            ReasoningDetail detail = encrypted(signature);
            detail.map().put("id", id);
            said.reasoning(detail);
        }
    }

    private ReasoningDetail encrypted(String signature) {
        ReasoningDetail detail = ReasoningDetail.of(ReasoningDetail.Type.ENCRYPTED, ReasoningDetail.GEMINI, details++);
        detail.map().put("data", signature);
        return detail;
    }

    private void data(Map<?, ?> data, @Nullable String signature) {
        thinking = false;
        String type = Nodes.text(data, "mimeType");
        String base64 = Nodes.text(data, "data");
        if (type == null || base64 == null) {
            return;
        }
        if (type.startsWith("audio/")) {
            Map<String, Object> audio = new LinkedHashMap<>(4);
            audio.put("id", "audio_" + ids.answer());
            audio.put("data", base64);
            audio.put("transcript", "");
            said.audio(audio);
        } else {
            image("data:" + type + ";base64," + base64, signature);
        }
    }

    private void image(@Nullable String url, @Nullable String signature) {
        thinking = false;
        if (url == null) {
            return;
        }
        Map<String, Object> image = Nodes.of("type", "image_url", "image_url", Nodes.of("url", url));
        if (signature != null) {
            image.put("extra_content", Signatures.extra(signature));
        }
        said.image(image);
    }
}
