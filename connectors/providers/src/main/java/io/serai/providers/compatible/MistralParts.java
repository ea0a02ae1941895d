package io.serai.providers.compatible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mistral's parts of content (<a href="https://docs.mistral.ai/api/#tag/chat">API reference</a>): {@code document_url}, {@code file},
 * {@code input_audio} as a string, {@code thinking}, {@code reference}.
 */
final class MistralParts {

    private MistralParts() {}

    /** A part in Mistral's words; null where there are none. */
    static @Nullable Map<?, ?> own(String type, Map<?, ?> part) {
        return switch (type) {
            case "file" -> part.get(type) instanceof Map<?, ?> file ? file(file) : part;
            case "input_audio" ->
                part.get(type) instanceof Map<?, ?> audio && audio.get("data") != null
                        ? part("input_audio", audio.get("data"))
                        : part;
            case "image_url" ->
                part.get(type) instanceof Map<?, ?> image && image.get("url") == null && image.containsKey("file_id")
                        ? null
                        : part;
            default -> part;
        };
    }

    private static @Nullable Map<?, ?> file(Map<?, ?> file) {
        if (file.get("file_id") != null) {
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("type", "file");
            own.put("file_id", file.get("file_id"));
            return own;
        }
        Object source = file.get("file_url") == null ? file.get("file_data") : file.get("file_url");
        if (source == null) {
            return null;
        }
        Map<String, Object> own = part("document_url", source);
        if (file.get("filename") != null) {
            own.put("document_name", file.get("filename"));
        }
        return own;
    }

    private static Map<String, Object> part(String type, @Nullable Object value) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        part.put(type, value);
        return part;
    }

    /** The content of a turn with what was thought before it. */
    static List<Object> thinking(String text, @Nullable Object content) {
        List<Object> parts = new ArrayList<>();
        parts.add(part("thinking", List.of(text(text))));
        if (content instanceof List<?> list) {
            parts.addAll(list);
        } else if (content instanceof String said && !said.isEmpty()) {
            parts.add(text(said));
        }
        return parts;
    }

    private static Map<String, Object> text(String text) {
        return part("text", text);
    }

    /** Turns content that came in parts into text, {@code reasoning_content}, {@code annotations} and {@code images}. */
    static void read(Map<String, Object> message) {
        if (!(message.get("content") instanceof List<?> parts)) {
            return;
        }
        StringBuilder said = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        List<Object> annotations = new ArrayList<>(0);
        List<Object> images = new ArrayList<>(0);
        for (Object element : parts) {
            if (element instanceof Map<?, ?> part) {
                Object type = part.get("type");
                if ("text".equals(type)) {
                    said.append(part.get("text"));
                } else if ("thinking".equals(type)) {
                    thoughts(part.get("thinking"), thought);
                } else if ("image_url".equals(type)) {
                    images.add(part);
                } else {
                    annotations.add(part);
                }
            }
        }
        message.put("content", said.toString());
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        add(message, "annotations", annotations);
        add(message, "images", images);
    }

    private static void thoughts(@Nullable Object thinking, StringBuilder into) {
        if (thinking instanceof String text) {
            into.append(text);
        } else if (thinking instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map && map.get("text") instanceof String text) {
                    into.append(text);
                }
            }
        }
    }

    private static void add(Map<String, Object> message, String name, List<Object> parts) {
        if (!parts.isEmpty() && !message.containsKey(name)) {
            message.put(name, parts);
        }
    }
}
