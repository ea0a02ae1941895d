package io.serai.providers.bedrock;

import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One block of a streamed answer, as far as it has come. */
final class BlockStream {

    /** What is in it, known from its start or its first piece. */
    enum Kind {
        UNKNOWN,
        TEXT,
        REASONING,
        TOOL_CALL,
        /** The input of the tool that is the answer. */
        ANSWER,
        IMAGE,
        /** Something that the provider itself runs, or that has no word here. */
        OTHER
    }

    private final Map<String, Object> start;
    final int textFrom;
    final StringBuilder text = new StringBuilder(0);
    final List<Object> citations = new ArrayList<>(0);
    Kind kind = Kind.UNKNOWN;
    /** Of the call, or of the reasoning, among those of the answer. */
    int number;

    private final StringBuilder signature = new StringBuilder(0);
    private final List<Object> results = new ArrayList<>(0);
    private @Nullable Object redacted;

    @Nullable
    Object source;

    BlockStream(Map<String, Object> start, int textFrom) {
        this.start = start;
        this.textFrom = textFrom;
    }

    @Nullable
    Object format() {
        return start.get("image") instanceof Map<?, ?> image ? image.get("format") : null;
    }

    void thought(Map<?, ?> piece) {
        if (piece.get("text") instanceof String words) {
            text.append(words);
        }
        if (piece.get("signature") instanceof String part) {
            signature.append(part);
        }
        if (piece.get("redactedContent") != null) {
            redacted = piece.get("redactedContent");
        }
    }

    void resulted(List<?> pieces) {
        results.addAll(pieces);
    }

    /** The block as it would have come whole; null where it holds nothing. */
    @Nullable
    Map<String, Object> whole() throws MalformedException {
        if (start.get("toolUse") instanceof Map<?, ?> use) {
            Map<String, Object> whole = copy(use);
            whole.put(
                    "input",
                    text.isEmpty() ? Map.of() : JsonObjects.of(text.toString().getBytes(StandardCharsets.UTF_8)));
            return Map.of("toolUse", whole);
        }
        if (start.get("toolResult") instanceof Map<?, ?> result) {
            Map<String, Object> whole = copy(result);
            whole.put("content", results);
            return Map.of("toolResult", whole);
        }
        return switch (kind) {
            case TEXT -> text.isEmpty() && citations.isEmpty() ? null : said();
            case REASONING ->
                Map.of("reasoningContent", redacted == null ? reasoned() : Map.of("redactedContent", redacted));
            default -> null;
        };
    }

    private Map<String, Object> said() {
        if (citations.isEmpty()) {
            return Map.of("text", text.toString());
        }
        Map<String, Object> cited = new LinkedHashMap<>();
        cited.put("content", List.of(Map.of("text", text.toString())));
        cited.put("citations", citations);
        return Map.of("citationsContent", cited);
    }

    private Map<String, Object> reasoned() {
        Map<String, Object> thought = new LinkedHashMap<>();
        thought.put("text", text.toString());
        if (!signature.isEmpty()) {
            thought.put("signature", signature.toString());
        }
        return Map.of("reasoningText", thought);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
