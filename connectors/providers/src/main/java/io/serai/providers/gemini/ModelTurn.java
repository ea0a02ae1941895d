package io.serai.providers.gemini;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An assistant's message as the parts that Gemini once said, each with its own signature. */
final class ModelTurn {

    private final GeminiModel model;
    private final FunctionNames names;
    private final MediaParts media;
    private final List<String> dropped;

    ModelTurn(GeminiModel model, FunctionNames names, MediaParts media, List<String> dropped) {
        this.model = model;
        this.names = names;
        this.media = media;
        this.dropped = dropped;
    }

    /** @param path such as {@code messages[1]} */
    List<?> parts(Map<String, Object> message, List<ToolCall> calls, String path) {
        List<?> verbatim = NativeTurn.of(message, calls, names);
        if (!verbatim.isEmpty()) {
            return verbatim;
        }
        if (NativeTurn.tellsOfServersTools(message)) {
            dropped.add(path + ".native");
        }
        Signatures signatures = new Signatures(message);
        foreign(message, path);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (ReasoningDetail thought : signatures.thoughts()) {
            thought(thought, parts);
        }
        text(message, signatures, path, parts);
        for (Map<?, ?> image : Nodes.objects(message.get("images"))) {
            image(image, parts);
        }
        calls(calls, signatures, path, parts);
        return parts;
    }

    /** What others have thought, and signed. */
    private void foreign(Map<String, Object> message, String path) {
        List<ReasoningDetail> details = ReasoningDetail.in(message);
        for (int i = 0; i < details.size(); i++) {
            if (!details.get(i).isOf(ReasoningDetail.GEMINI)) {
                dropped.add(path + "." + ReasoningDetail.MEMBER + "[" + i + "]");
            }
        }
    }

    private static void thought(ReasoningDetail detail, List<Map<String, Object>> parts) {
        String text = detail.readable().orElse("");
        String signature = detail.string("signature").orElse(null);
        if (text.isEmpty() && signature == null) {
            return;
        }
        Map<String, Object> part = MediaParts.text(text);
        part.put("thought", true);
        sign(part, signature);
        parts.add(part);
    }

    private void text(
            Map<String, Object> message, Signatures signatures, String path, List<Map<String, Object>> parts) {
        Object content = message.get("content");
        if (content instanceof List<?> list && (signatures.ofText().isEmpty() || !isText(list))) {
            List<Map<String, Object>> told = media.of(content, path + ".content");
            if (!signatures.ofText().isEmpty()) {
                Map<String, Object> last = told.isEmpty() ? MediaParts.text("") : told.get(told.size() - 1);
                sign(last, signatures.ofText().get(0).signature());
                if (told.isEmpty()) {
                    told.add(last);
                }
            }
            parts.addAll(told);
        } else {
            signed(whole(content), signatures.ofText(), parts);
        }
        String refusal = Nodes.text(message, "refusal");
        if (refusal != null) {
            parts.add(MediaParts.text(refusal));
        }
    }

    /** Cuts the text again where its parts began. */
    private static void signed(String text, List<Signatures.OfText> signatures, List<Map<String, Object>> parts) {
        int from = 0;
        for (int i = 0; i < signatures.size(); i++) {
            int start = Math.min(Math.max(signatures.get(i).start(), from), text.length());
            if (start > from) {
                parts.add(MediaParts.text(text.substring(from, start)));
            }
            int end = i + 1 < signatures.size() ? signatures.get(i + 1).start() : text.length();
            from = Math.min(Math.max(end, start), text.length());
            Map<String, Object> part = MediaParts.text(text.substring(start, from));
            sign(part, signatures.get(i).signature());
            parts.add(part);
        }
        if (from < text.length()) {
            parts.add(MediaParts.text(text.substring(from)));
        }
    }

    private static boolean isText(List<?> content) {
        for (Object part : content) {
            if (!(part instanceof Map<?, ?> map && "text".equals(map.get("type")))) {
                return false;
            }
        }
        return true;
    }

    private static String whole(@Nullable Object content) {
        if (content instanceof CharSequence text) {
            return text.toString();
        }
        StringBuilder text = new StringBuilder();
        for (ContentPart part : ContentPart.in(content)) {
            text.append(part.text().orElse(""));
        }
        return text.toString();
    }

    /** One that the model drew itself, and signed. */
    private static void image(Map<?, ?> image, List<Map<String, Object>> parts) {
        DataUrl data = new ContentPart(Nodes.cast(image)).imageData().orElse(null);
        if (data != null) {
            Map<String, Object> part = MediaParts.inline(data.mediaType(), data.base64());
            sign(part, Signatures.in(image));
            parts.add(part);
        }
    }

    private void calls(List<ToolCall> calls, Signatures signatures, String path, List<Map<String, Object>> parts) {
        int first = parts.size();
        boolean anySigned = false;
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            if (call.name().isEmpty()) {
                dropped.add(path + ".tool_calls[" + i + "]");
                continue;
            }
            Map<String, Object> part = Nodes.of("functionCall", call(call, path, i));
            String signature = signatures.of(call);
            anySigned |= signature != null;
            sign(part, signature);
            parts.add(part);
        }
        // Gemini 3 refuses a step whose first call has no signature; the further calls of a step never have one.
        if (!anySigned && model.isGemini3() && parts.size() > first) {
            sign(parts.get(first), Signatures.SKIP);
        }
    }

    private Map<String, Object> call(ToolCall call, String path, int index) {
        Map<String, Object> told = new LinkedHashMap<>(4);
        if (!call.id().isEmpty() && !CallIds.isOurs(call.id())) {
            told.put("id", call.id());
        }
        told.put("name", names.told(call.name()));
        Map<String, Object> arguments = call.arguments().orElse(null);
        if (arguments == null) {
            dropped.add(path + ".tool_calls[" + index + "].function.arguments");
            arguments = Map.of();
        }
        told.put("args", arguments);
        return told;
    }

    private static void sign(Map<String, Object> part, @Nullable String signature) {
        if (signature != null) {
            part.put("thoughtSignature", signature);
        }
    }
}
