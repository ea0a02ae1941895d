package io.serai.providers.gemini;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assistant's turn in Gemini's own parts ({@code native}), which goes back verbatim as long as the message still says the same: a
 * route may have changed its text, or taken calls, thoughts or pictures out, and that counts.
 */
final class NativeTurn {

    /** One of these is in each part that a message tells too; others have code that was run, or a search and what it found. */
    private static final List<String> SAYABLE =
            List.of("text", "functionCall", "inlineData", "fileData", "thoughtSignature");

    private final FunctionNames names;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Map<String, Object>> calls = new ArrayList<>(2);
    private final List<String> images = new ArrayList<>(0);

    private NativeTurn(List<?> parts, FunctionNames names) {
        this.names = names;
        for (Map<?, ?> part : Nodes.objects(parts)) {
            add(part);
        }
    }

    /** A message's own parts; none where it has none, or says something else by now. */
    static List<?> of(Map<String, Object> message, List<ToolCall> calls, FunctionNames names) {
        List<?> parts = in(message);
        return !parts.isEmpty() && new NativeTurn(parts, names).isSaidBy(message, calls) ? parts : List.of();
    }

    /** Whether a message's own parts tell of tools that Gemini ran, for which a chat has no words. */
    static boolean tellsOfServersTools(Map<String, Object> message) {
        for (Map<?, ?> part : Nodes.objects(in(message))) {
            if (SAYABLE.stream().noneMatch(part::containsKey)) {
                return true;
            }
        }
        return false;
    }

    private static List<?> in(Map<String, Object> message) {
        return message.get("native") instanceof Map<?, ?> own && own.get(GeminiDialect.NAME) instanceof List<?> parts
                ? parts
                : List.of();
    }

    private void add(Map<?, ?> part) {
        boolean thought = Boolean.TRUE.equals(part.get("thought"));
        if (part.get("text") instanceof String said) {
            (thought ? thoughts : text).append(said);
        } else if (part.get("functionCall") instanceof Map<?, ?> call) {
            calls.add(Nodes.cast(call));
        } else if (part.get("inlineData") instanceof Map<?, ?> data
                && !thought
                && data.get("mimeType") instanceof String type
                && type.startsWith("image/")) {
            images.add(String.valueOf(data.get("data")));
        }
    }

    private boolean isSaidBy(Map<String, Object> message, List<ToolCall> told) {
        return text.compareTo(words(message)) == 0
                && areThoughtsOf(message)
                && areCalls(told)
                && areImagesOf(message.get("images"));
    }

    private static StringBuilder words(Map<String, Object> message) {
        StringBuilder words = new StringBuilder();
        ContentPart.in(message.get("content")).forEach(part -> part.text().ifPresent(words::append));
        return words;
    }

    /** A message without any reasoning says nothing of it: many a client keeps none. */
    private boolean areThoughtsOf(Map<String, Object> message) {
        StringBuilder readable = new StringBuilder();
        for (ReasoningDetail detail : ReasoningDetail.in(message)) {
            if (detail.isOf(ReasoningDetail.GEMINI)) {
                detail.readable().ifPresent(readable::append);
            }
        }
        return readable.isEmpty() || thoughts.compareTo(readable) == 0;
    }

    private boolean areCalls(List<ToolCall> told) {
        if (told.size() != calls.size()) {
            return false;
        }
        for (int i = 0; i < told.size(); i++) {
            if (!isCall(calls.get(i), told.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Calls that Gemini gave no id have one of ours, or of the front end, by now. */
    private boolean isCall(Map<String, Object> own, ToolCall told) {
        String id = Nodes.text(own, "id");
        return (id == null || id.equals(told.id()))
                && names.told(told.name()).equals(own.get("name"))
                && told.arguments().filter(Nodes.object(own, "args")::equals).isPresent();
    }

    private boolean areImagesOf(@Nullable Object told) {
        List<Map<?, ?>> pictures = Nodes.objects(told);
        if (pictures.size() != images.size()) {
            return false;
        }
        for (int i = 0; i < images.size(); i++) {
            String own = OwnWords.standard(images.get(i));
            String data = new ContentPart(Nodes.cast(pictures.get(i)))
                    .imageData()
                    .map(DataUrl::base64)
                    .orElse("");
            if (!own.equals(data)) {
                return false;
            }
        }
        return true;
    }
}
