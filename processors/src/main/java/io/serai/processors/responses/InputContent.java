package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of messages and of tool outputs, in the words of chat completions. Members that nobody here knows stay where they are. */
final class InputContent {

    private InputContent() {}

    /** A string stays one, parts become parts. */
    static @Nullable Object of(@Nullable Object content) {
        if (!(content instanceof List<?>)) {
            return content;
        }
        List<Object> parts = new ArrayList<>();
        for (Map<String, Object> part : Items.in(content)) {
            parts.add(part(part));
        }
        return parts;
    }

    static Map<String, Object> part(Map<String, Object> part) {
        return switch (Items.string(part, "type")) {
            case "input_text", "output_text" -> text(part);
            case "input_image" -> nested(part, "image_url", "image_url", List.of("image_url", "file_id", "detail"));
            case "input_file" ->
                nested(part, "file", "", List.of("file_id", "file_data", "file_url", "filename", "detail"));
            default -> part;
        };
    }

    /** Annotations and logprobs are of the message, where they can be told at all. */
    private static Map<String, Object> text(Map<String, Object> part) {
        Map<String, Object> copy = new LinkedHashMap<>(part);
        copy.put("type", "text");
        copy.remove("annotations");
        copy.remove("logprobs");
        return copy;
    }

    /** @param url the member whose name is {@code url} once it is inside, empty for none */
    private static Map<String, Object> nested(Map<String, Object> part, String type, String url, List<String> inside) {
        Map<String, Object> inner = new LinkedHashMap<>();
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("type", type);
        outer.put(type, inner);
        part.forEach((name, value) -> {
            if (!inside.contains(name)) {
                if (!name.equals("type")) {
                    outer.put(name, value);
                }
            } else if (value != null) {
                inner.put(name.equals(url) ? "url" : name, value);
            }
        });
        return outer;
    }
}
