package io.serai.providers.bedrock;

import io.serai.api.chat.ContentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What messages contain, as blocks (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html">ContentBlock</a>). Blank texts are left out:
 * "The text field in the ContentBlock object is blank" is an error.
 */
final class ContentBlocks {

    /** Where blocks go, and which a client may send there in Converse's own words. */
    enum Place {
        /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_SystemContentBlock.html */
        SYSTEM(Set.of("guardContent", "cachePoint"), Set.of()),
        MESSAGE(
                Set.of("guardContent", "cachePoint", "searchResult", "document", "image", "video", "audio"),
                Set.of("image_url", "file", "input_audio", "video_url")),
        /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolResultContentBlock.html: no sound. */
        TOOL_RESULT(
                Set.of("json", "searchResult", "document", "image", "video"), Set.of("image_url", "file", "video_url"));

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<String> own;

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<String> media;

        Place(Set<String> own, Set<String> media) {
            this.own = own;
            this.media = media;
        }
    }

    private final CachePoint.Scope cache;
    private final MediaBlocks media = new MediaBlocks();
    private final Drops drops;
    private boolean mayBeCited;

    ContentBlocks(ModelTraits traits, Drops drops) {
        this.cache = CachePoint.Scope.ofMessages(traits);
        this.drops = drops;
    }

    /** The blocks of a message's content, cache points included. */
    List<Object> of(@Nullable Object content, int message, Place place) {
        List<Object> blocks = new ArrayList<>(2);
        if (content instanceof CharSequence text) {
            text(text.toString(), blocks);
        } else if (content instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                part(parts.get(i), message, i, place, blocks);
            }
        }
        return blocks;
    }

    /** A cache point behind all the blocks of a message that asks for one. */
    void cachePoint(Map<String, Object> message, int index, List<Object> blocks) {
        if (message.containsKey("cache_control")) {
            CachePoint.after(message, "messages[" + index + "]", cache, blocks, drops);
        }
    }

    /** A cache point behind a tool's result, one of whose parts asks for it: there is no room within. */
    void cachePointOfParts(@Nullable Object content, int index, List<Object> blocks) {
        if (content instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof Map<?, ?> part && part.containsKey("cache_control")) {
                    CachePoint.after(cast(part), path(index, i), cache, blocks, drops);
                    return;
                }
            }
        }
    }

    /** Whether there is something that the model was asked to cite. */
    boolean mayBeCited() {
        return mayBeCited;
    }

    private void part(@Nullable Object element, int message, int index, Place place, List<Object> blocks) {
        if (element instanceof CharSequence text) {
            text(text.toString(), blocks);
            return;
        }
        if (!(element instanceof Map<?, ?> map)) {
            drops.ofPart(message, index, "");
            return;
        }
        ContentPart part = new ContentPart(cast(map));
        if (part.text().isPresent()) {
            text(part.text().get(), blocks);
        } else {
            other(part, message, index, place, blocks);
        }
        if (place != Place.TOOL_RESULT && map.containsKey("cache_control")) {
            CachePoint.after(part.map(), path(message, index), cache, blocks, drops);
        }
    }

    private void other(ContentPart part, int message, int index, Place place, List<Object> blocks) {
        String type = part.type();
        if (place.own.contains(type) && part.map().containsKey(type)) {
            add(Map.of(type, part.map().get(type)), blocks);
            return;
        }
        Map<String, Object> block = place.media.contains(type) ? media.of(part) : null;
        if (block != null) {
            add(block, blocks);
            details(part, message, index);
        } else {
            drops.ofPart(message, index, part.map().containsKey(type) ? "." + type : "");
        }
    }

    private void add(Map<String, Object> block, List<Object> blocks) {
        blocks.add(block);
        Object citing = block.containsKey("document") ? block.get("document") : block.get("searchResult");
        mayBeCited |= citing instanceof Map<?, ?> document
                && document.get("citations") instanceof Map<?, ?> citations
                && Boolean.TRUE.equals(citations.get("enabled"));
    }

    private void details(ContentPart part, int message, int index) {
        if (part.object("image_url").get("detail") instanceof String detail && !detail.equals("auto")) {
            drops.ofPart(message, index, ".image_url.detail");
        }
    }

    private static void text(String text, List<Object> blocks) {
        if (!text.isBlank()) {
            blocks.add(Map.of("text", text));
        }
    }

    private static String path(int message, int part) {
        return "messages[" + message + "].content[" + part + "]";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
