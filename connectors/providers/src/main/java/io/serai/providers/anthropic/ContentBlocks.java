package io.serai.providers.anthropic;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a message as Anthropic's blocks: text, images (<a href="https://platform.claude.com/docs/en/build-with-claude/vision">vision</a>)
 * and documents (<a href="https://platform.claude.com/docs/en/build-with-claude/pdf-support">PDF</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/citations">citations</a>). Blocks in Anthropic's own words stay as they are.
 */
final class ContentBlocks {

    private static final Set<String> UNSAYABLE =
            Set.of("input_audio", "video_url", "audio", "audio_url", "input_video");
    private static final List<String> DOCUMENT = List.of("title", "context", "citations");

    private final MessagesFlavor flavor;
    private final Dropped dropped;

    ContentBlocks(MessagesFlavor flavor, Dropped dropped) {
        this.flavor = flavor;
        this.dropped = dropped;
    }

    /** The blocks of a message's content, a string or parts. */
    void add(@Nullable Object content, int message, List<Object> blocks) {
        if (content instanceof String text) {
            if (!text.isBlank()) {
                blocks.add(text(text));
            } else if (!text.isEmpty()) {
                // Anthropic: "text content blocks must contain non-whitespace text"
                dropped.message(message, "content");
            }
        } else if (content instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                Object block = block(parts.get(i), message, i);
                if (block != null) {
                    blocks.add(block);
                }
            }
        }
    }

    /** The text blocks of a message that can have no others: an assistant's, a system message's. */
    void addText(@Nullable Object content, int message, List<Object> blocks) {
        if (!(content instanceof List<?> parts)) {
            add(content, message, blocks);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            Object block = block(parts.get(i), message, i);
            if (block instanceof Map<?, ?> map && "text".equals(map.get("type"))) {
                blocks.add(block);
            } else if (block != null) {
                dropped.part(message, i, "");
            }
        }
    }

    static Map<String, Object> text(String text) {
        Map<String, Object> block = new LinkedHashMap<>(4);
        block.put("type", "text");
        block.put("text", text);
        return block;
    }

    private @Nullable Object block(@Nullable Object element, int message, int index) {
        if (element instanceof String text) {
            return text.isBlank() ? null : text(text);
        }
        if (!(element instanceof Map<?, ?> map)) {
            dropped.part(message, index, "");
            return null;
        }
        @SuppressWarnings("unchecked")
        ContentPart part = new ContentPart((Map<String, Object>) map);
        return switch (part.type()) {
            case "text" -> textBlock(part, message, index);
            case "refusal" ->
                part.text()
                        .filter(text -> !text.isBlank())
                        .map(ContentBlocks::text)
                        .orElse(null);
            case "image_url" -> image(part, message, index);
            case "file" -> document(part, message, index);
            default -> foreign(part, message, index);
        };
    }

    /** The part itself: OpenAI's text parts look like Anthropic's, with {@code cache_control} in the same place. */
    private @Nullable Object textBlock(ContentPart part, int message, int index) {
        String text = part.text().orElse("");
        if (text.isBlank()) {
            if (!text.isEmpty()) {
                dropped.part(message, index, "");
            }
            return null;
        }
        return part.map();
    }

    private @Nullable Object foreign(ContentPart part, int message, int index) {
        if (part.type().isEmpty() || UNSAYABLE.contains(part.type())) {
            dropped.part(message, index, "");
            return null;
        }
        return part.map();
    }

    private @Nullable Object image(ContentPart part, int message, int index) {
        Map<String, Object> image = part.object("image_url");
        Map<String, Object> source;
        Optional<DataUrl> data = part.imageData();
        if (data.isPresent()) {
            source = base64(data.get());
        } else if (part.imageUrl().isPresent()) {
            source = Map.of("type", "url", "url", part.imageUrl().get());
        } else {
            source = uploaded(image.get("file_id"));
        }
        if (source == null) {
            dropped.part(message, index, "");
            return null;
        }
        Object detail = image.get("detail");
        if (detail != null && !"auto".equals(detail)) {
            dropped.part(message, index, ".image_url.detail");
        }
        return block("image", source, part);
    }

    private @Nullable Object document(ContentPart part, int message, int index) {
        Map<String, Object> file = part.object("file");
        Map<String, Object> source = source(part, file);
        if (source == null) {
            dropped.part(message, index, ".file");
            return null;
        }
        boolean image = source.get("media_type") instanceof String type && type.startsWith("image/");
        Map<String, Object> block = block(image ? "image" : "document", source, part);
        if (!image) {
            if (file.get("filename") instanceof String name && !name.isBlank()) {
                block.put("title", name);
            }
            for (String member : DOCUMENT) {
                Object value = part.map().get(member);
                if (value != null) {
                    block.put(member, value);
                }
            }
        }
        return block;
    }

    private @Nullable Map<String, Object> source(ContentPart part, Map<String, Object> file) {
        Optional<DataUrl> data = part.fileData();
        if (data.isPresent()) {
            return source(data.get());
        }
        Map<String, Object> uploaded = uploaded(file.get("file_id"));
        if (uploaded != null) {
            return uploaded;
        }
        return file.get("file_url") instanceof String url ? Map.of("type", "url", "url", url) : null;
    }

    private @Nullable Map<String, Object> uploaded(@Nullable Object id) {
        return id instanceof String && flavor.keepsFiles() ? Map.of("type", "file", "file_id", id) : null;
    }

    /** Anthropic reads PDFs, plain text and images; null for anything else. */
    private static @Nullable Map<String, Object> source(DataUrl data) {
        String type = data.mediaType();
        if (type.equals("application/pdf") || type.startsWith("image/")) {
            return base64(data);
        }
        if (!type.startsWith("text/") && !type.equals("application/json")) {
            return null;
        }
        String text = decoded(data.base64());
        if (text == null) {
            return null;
        }
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("type", "text");
        source.put("media_type", "text/plain");
        source.put("data", text);
        return source;
    }

    private static @Nullable String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64)))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, Object> base64(DataUrl data) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("type", "base64");
        source.put("media_type", data.mediaType());
        source.put("data", data.base64());
        return source;
    }

    private static Map<String, Object> block(String type, Map<String, Object> source, ContentPart part) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("source", source);
        Object hint = part.map().get("cache_control");
        if (hint != null) {
            block.put("cache_control", hint);
        }
        return block;
    }
}
