package io.serai.providers.anthropic;

import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A content block while it comes, for those streams whose blocks are told whole as well. */
final class StreamedBlock {

    private final Map<String, Object> block = new LinkedHashMap<>();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>(2);
    private final StringBuilder input = new StringBuilder(0);

    StreamedBlock(Map<?, ?> start) {
        start.forEach((name, value) -> block.put(String.valueOf(name), value));
    }

    void add(Map<?, ?> delta) {
        switch (MessagesAnswer.word(delta, "type")) {
            case "input_json_delta" -> input.append(MessagesAnswer.word(delta, "partial_json"));
            case "citations_delta" -> {
                List<Object> citations =
                        new ArrayList<>(block.get("citations") instanceof List<?> known ? known : List.of());
                citations.add(delta.get("citation"));
                block.put("citations", citations);
            }
            default ->
                // text_delta, thinking_delta, signature_delta, compaction_delta: each names the member that it
                // continues.
                delta.forEach((name, value) -> {
                    if (value instanceof String piece && !"type".equals(name)) {
                        texts.computeIfAbsent(String.valueOf(name), this::begun).append(piece);
                    }
                });
        }
    }

    private StringBuilder begun(String name) {
        return new StringBuilder(MessagesAnswer.word(block, name));
    }

    Map<String, Object> whole() throws MalformedException {
        texts.forEach((name, text) -> block.put(name, text.toString()));
        if (!input.isEmpty()) {
            block.put("input", JsonObjects.of(input.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return block;
    }
}
