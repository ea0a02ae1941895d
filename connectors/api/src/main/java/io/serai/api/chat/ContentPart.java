package io.serai.api.chat;

import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of one part of a message's content (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages">source</a>): {@code text},
 * {@code image_url}, {@code input_audio}, {@code file}, {@code refusal}, or of a type that only some provider knows.
 *
 * @param map the part itself
 */
public record ContentPart(Map<String, Object> map) {

    public static ContentPart text(String text) {
        return of("text", "text", text);
    }

    /** @param url of any scheme, {@code data:} included */
    public static ContentPart image(String url) {
        return of("image_url", "image_url", new LinkedHashMap<>(Map.of("url", url)));
    }

    /** @param file members {@code file_data}, {@code file_id}, {@code file_url}, {@code filename} */
    public static ContentPart file(Map<String, Object> file) {
        return of("file", "file", file);
    }

    /** @param format such as {@code wav} or {@code mp3} */
    public static ContentPart audio(String base64, String format) {
        Map<String, Object> audio = new LinkedHashMap<>();
        audio.put("data", base64);
        audio.put("format", format);
        return of("input_audio", "input_audio", audio);
    }

    private static ContentPart of(String type, String member, Object value) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        part.put(member, value);
        return new ContentPart(part);
    }

    /** The parts of a message's content: a string is one text part, null is none. */
    public static List<ContentPart> in(@Nullable Object content) {
        if (content instanceof CharSequence text) {
            return text.isEmpty() ? List.of() : List.of(text(text.toString()));
        }
        List<ContentPart> parts = new ArrayList<>();
        if (content instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> part) {
                    parts.add(new ContentPart(cast(part)));
                } else if (element instanceof CharSequence text) {
                    parts.add(text(text.toString()));
                }
            }
        }
        return parts;
    }

    public String type() {
        return map.get("type") instanceof String type ? type : "";
    }

    /** The text of a {@code text} or a {@code refusal} part. */
    public Optional<String> text() {
        return switch (type()) {
            case "text" -> string(map, "text");
            case "refusal" -> string(map, "refusal");
            default -> Optional.empty();
        };
    }

    /** The URL of an {@code image_url} part; some clients send it as a string, not in an object. */
    public Optional<String> imageUrl() {
        return type().equals("image_url")
                ? map.get("image_url") instanceof String url ? Optional.of(url) : string(object("image_url"), "url")
                : Optional.empty();
    }

    /** The data of an image that came with the request. */
    public Optional<DataUrl> imageData() {
        return imageUrl().flatMap(DataUrl::of);
    }

    /** A member that is an object, such as {@code file} or {@code input_audio}; empty where there is none. */
    public Map<String, Object> object(String name) {
        return map.get(name) instanceof Map<?, ?> object ? cast(object) : Map.of();
    }

    /**
     * The data of a {@code file} part that came with the request. OpenAI wants a data URL; where a client sends bare base64, the name's
     * ending tells what it is.
     */
    public Optional<DataUrl> fileData() {
        Map<String, Object> file = object("file");
        return string(file, "file_data")
                .map(data -> DataUrl.of(data).orElseGet(() -> new DataUrl(mediaType(file), data)));
    }

    /** The hint for the provider's prompt cache, as Anthropic and OpenRouter spell it: {@code {"type":"ephemeral","ttl":"1h"}}. */
    public Optional<Map<String, Object>> cacheControl() {
        return map.get("cache_control") instanceof Map<?, ?> hint ? Optional.of(cast(hint)) : Optional.empty();
    }

    private static String mediaType(Map<String, Object> file) {
        if (file.get("format") instanceof String format && format.contains("/")) {
            return format;
        }
        String name = string(file, "filename").orElse("");
        return name.endsWith(".txt") ? "text/plain" : "application/pdf";
    }

    private static Optional<String> string(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
