package io.serai.providers.cohere;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages in Cohere's form, which is close to OpenAI's (<a href="https://docs.cohere.com/reference/chat#request.body.messages">messages</a>).
 * Texts in files become documents, which Cohere has beside the messages.
 */
final class MessageWriter {

    private static final Set<String> TEXT = Set.of("type", "text");
    private static final Set<String> IMAGE = Set.of("type", "image_url");

    private final Drops drops;
    private final AssistantWriter assistant;
    private final List<Object> documents = new ArrayList<>(0);

    MessageWriter(CohereModel model, Drops drops) {
        this.drops = drops;
        this.assistant = new AssistantWriter(model, drops);
    }

    /** Documents found in the messages. */
    List<Object> documents() {
        return documents;
    }

    /** The messages; what is no list stays as it is, for Cohere to say what is wrong with it. */
    @Nullable
    Object write(@Nullable Object messages) {
        if (!(messages instanceof List<?> list)) {
            return messages;
        }
        List<Object> written = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object message = list.get(i);
            written.add(message instanceof Map<?, ?> map ? message(i, cast(map)) : message);
        }
        return written;
    }

    private Map<String, Object> message(int index, Map<String, Object> message) {
        String role = String.valueOf(message.get("role"));
        return switch (role) {
            case "assistant" -> assistant.write(index, message);
            case "tool" -> tool(index, message);
            // "developer" is OpenAI's later word for it.
            case "system", "developer" -> plain(index, message, "system");
            default -> plain(index, message, role);
        };
    }

    private Map<String, Object> plain(int index, Map<String, Object> message, String role) {
        Map<String, Object> written = new LinkedHashMap<>(4);
        written.put("role", role);
        boolean user = role.equals("user");
        message.forEach((name, value) -> {
            switch (name) {
                case "role" -> {}
                case "content" -> written.put(name, content(index, value, user ? this::userPart : this::textPart));
                default -> drops.ofMessage(index, name, value);
            }
        });
        return written;
    }

    private Map<String, Object> tool(int index, Map<String, Object> message) {
        Map<String, Object> written = new LinkedHashMap<>(4);
        written.put("role", "tool");
        message.forEach((name, value) -> {
            switch (name) {
                // The call's id tells the name.
                case "role", "name" -> {}
                case "tool_call_id" -> written.put(name, value);
                case "content" -> written.put(name, content(index, value, this::resultPart));
                default -> drops.ofMessage(index, name, value);
            }
        });
        return written;
    }

    /** What becomes of a part; null where nothing does. */
    @FunctionalInterface
    private interface PartWriter {
        @Nullable
        Object write(Map<String, Object> part, String path);
    }

    private static @Nullable Object content(int index, @Nullable Object content, PartWriter writer) {
        if (!(content instanceof List<?> parts)) {
            return content;
        }
        List<Object> written = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Object part = parts.get(i);
            Object own = part instanceof Map<?, ?> map
                    ? writer.write(cast(map), "messages[" + index + "].content[" + i + "]")
                    : part;
            if (own != null) {
                written.add(own);
            }
        }
        return written;
    }

    private @Nullable Object textPart(Map<String, Object> part, String path) {
        if (!"text".equals(part.get("type"))) {
            drops.add(path);
            return null;
        }
        return only(TEXT, part, path);
    }

    private @Nullable Object resultPart(Map<String, Object> part, String path) {
        // Cohere's own, with an id by which it is cited.
        return "document".equals(part.get("type")) ? part : textPart(part, path);
    }

    private @Nullable Object userPart(Map<String, Object> part, String path) {
        return switch (String.valueOf(part.get("type"))) {
            case "image_url" -> image(part, path);
            case "file" -> file(new ContentPart(part), path);
            default -> textPart(part, path);
        };
    }

    private @Nullable Object image(Map<String, Object> part, String path) {
        Optional<String> url = new ContentPart(part).imageUrl();
        if (url.isEmpty()) {
            drops.add(path);
            return null;
        }
        Map<String, Object> image = only(IMAGE, part, path);
        if (image.get("image_url") instanceof Map<?, ?> known && !known.containsKey("format")) {
            return image;
        }
        Map<Object, Object> told = new LinkedHashMap<>(part.get("image_url") instanceof Map<?, ?> map ? map : Map.of());
        // Cohere sees the media type when it fetches the picture.
        told.remove("format");
        told.put("url", url.get());
        Map<String, Object> spelt = new LinkedHashMap<>(image);
        spelt.put("image_url", told);
        return spelt;
    }

    private @Nullable Object file(ContentPart part, String path) {
        Optional<String> text = part.fileData()
                .filter(data -> data.mediaType().startsWith("text/"))
                .flatMap(MessageWriter::decoded);
        if (text.isEmpty()) {
            drops.add(path);
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>(4);
        Object title = part.map().getOrDefault("title", part.object("file").get("filename"));
        if (title instanceof String name) {
            data.put("title", name);
        }
        if (part.map().get("context") instanceof String context) {
            data.put("context", context);
        }
        data.put("text", text.get());
        documents.add(Map.of("data", data));
        if (part.map().containsKey("cache_control")) {
            drops.add(path + ".cache_control");
        }
        return null;
    }

    private static Optional<String> decoded(DataUrl data) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(data.base64()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A part with nothing but these members, as a rule the part itself. */
    private Map<String, Object> only(Set<String> members, Map<String, Object> part, String path) {
        if (members.containsAll(part.keySet())) {
            return part;
        }
        Map<String, Object> rest = new LinkedHashMap<>(part);
        part.forEach((name, value) -> {
            if (!members.contains(name)) {
                rest.remove(name);
                if (value != null) {
                    drops.add(path + "." + name);
                }
            }
        });
        return rest;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
