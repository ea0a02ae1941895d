package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Content blocks as canonical parts. A block that no part says, such as {@code search_result}, becomes a part as it is; so does a document
 * that is made of blocks.
 */
final class Parts {

    private static final Set<String> OF_PLAIN_TEXT = Set.of("type", "text");
    private static final Set<String> OF_SOURCED = Set.of("type", "source");

    private Parts() {}

    static Map<String, Object> of(Block block) {
        return switch (block.type()) {
            case "image" -> image(block);
            case "document" -> document(block);
            default -> verbatim(block);
        };
    }

    /** The content of a message: a single text with nothing to it is a string, which every provider takes. */
    static Object content(@Nullable Object content) {
        return content(Block.in(content));
    }

    static Object content(List<Block> blocks) {
        if (blocks.size() == 1 && isPlainText(blocks.get(0))) {
            return blocks.get(0).string("text");
        }
        List<Object> parts = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            parts.add(of(block));
        }
        return parts;
    }

    static boolean isPlainText(Block block) {
        return block.type().equals("text") && block.hasOnly(OF_PLAIN_TEXT);
    }

    private static Map<String, Object> verbatim(Block block) {
        Map<String, Object> part = new LinkedHashMap<>();
        block.copyOthers(Set.of(), part);
        return part;
    }

    private static Map<String, Object> image(Block block) {
        Block source = new Block(block.object("source"));
        Map<String, Object> image = new LinkedHashMap<>();
        switch (source.type()) {
            case "base64" -> image.put("url", new DataUrl(source.string("media_type"), source.string("data")).url());
            case "url" -> image.put("url", source.string("url"));
            default -> image.put("file_id", source.string("file_id"));
        }
        return part("image_url", image, block);
    }

    private static Map<String, Object> document(Block block) {
        Block source = new Block(block.object("source"));
        Map<String, Object> file = new LinkedHashMap<>();
        switch (source.type()) {
            case "base64" ->
                file.put("file_data", new DataUrl(source.string("media_type"), source.string("data")).url());
            case "text" ->
                file.put("file_data", plainText(source.string("data")).url());
            case "url" -> {
                file.put("file_url", source.string("url"));
                // Anthropic fetches nothing else.
                file.put("format", "application/pdf");
            }
            case "file" -> file.put("file_id", source.string("file_id"));
            default -> {
                return verbatim(block);
            }
        }
        return part("file", file, block);
    }

    private static DataUrl plainText(String text) {
        return new DataUrl("text/plain", Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    private static Map<String, Object> part(String type, Map<String, Object> value, Block block) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        part.put(type, value);
        block.copyOthers(OF_SOURCED, part);
        return part;
    }
}
