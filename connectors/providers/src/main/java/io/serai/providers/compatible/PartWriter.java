package io.serai.providers.compatible;

import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a message's content in a service's own words. A list that needs no change is the one that was given. */
final class PartWriter {

    private final Wording wording;
    private final List<String> dropped;

    PartWriter(Wording wording, List<String> dropped) {
        this.wording = wording;
        this.dropped = dropped;
    }

    /**
     * @param path of the content, for notices
     * @param textOnly whether nothing but text can be told here
     */
    List<?> write(String path, List<?> content, boolean textOnly) {
        List<Object> changed = null;
        for (int i = 0; i < content.size(); i++) {
            Object part = content.get(i);
            Object told = part instanceof Map<?, ?> map ? part(path, i, map, textOnly) : part;
            if (told != part && changed == null) {
                changed = new ArrayList<>(content.subList(0, i));
            }
            if (changed != null && told != null) {
                changed.add(told);
            }
        }
        return changed == null ? content : changed;
    }

    private @Nullable Map<?, ?> part(String path, int i, Map<?, ?> part, boolean textOnly) {
        String type = part.get("type") instanceof String name ? name : "";
        if (type.equals("text")) {
            return members(path, i, part);
        }
        Map<?, ?> own = textOnly || wording.partTypes().contains(type) ? null : own(type, withoutFormat(type, part));
        if (own == null) {
            dropped.add(path + "[" + i + "]");
            return null;
        }
        return members(path, i, own);
    }

    /** Whoever fetches an address is told the media type with what is there. */
    private static Map<?, ?> withoutFormat(String type, Map<?, ?> part) {
        boolean addressed = type.equals("image_url") || type.equals("video_url");
        if (!addressed || !(part.get(type) instanceof Map<?, ?> medium) || !medium.containsKey("format")) {
            return part;
        }
        Map<Object, Object> bare = new LinkedHashMap<>(medium);
        bare.remove("format");
        Map<Object, Object> copy = new LinkedHashMap<>(part);
        copy.put(type, bare);
        return copy;
    }

    private @Nullable Map<?, ?> own(String type, Map<?, ?> part) {
        if (wording.is(Quirk.MISTRAL_PARTS)) {
            return MistralParts.own(type, part);
        }
        return switch (type) {
            // Chat completions have no images by id: that is the Responses API's.
            case "image_url" ->
                part.get(type) instanceof Map<?, ?> image && image.containsKey("file_id") && image.get("url") == null
                        ? null
                        : part;
            case "file" -> part.get(type) instanceof Map<?, ?> file ? file(part, file) : part;
            default -> part;
        };
    }

    private @Nullable Map<?, ?> file(Map<?, ?> part, Map<?, ?> file) {
        if (wording.is(Quirk.FILE_URL_PARTS)) {
            return fileUrl(file);
        }
        Map<Object, Object> own = new LinkedHashMap<>(file);
        Object format = own.remove("format");
        Object url = own.remove("file_url");
        if (url != null && own.get("file_data") == null && own.get("file_id") == null) {
            if (!wording.is(Quirk.URL_AS_FILE_DATA)) {
                return null;
            }
            own.put("file_data", url);
        }
        if (format != null && own.get("file_data") instanceof String data && !data.contains(":")) {
            // OpenAI takes a data URL, which says the type itself.
            own.put("file_data", new DataUrl(format.toString(), data).url());
        }
        if (own.equals(file)) {
            return part;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(part);
        copy.put("file", own);
        return copy;
    }

    /** Perplexity takes a URL, or base64 without the head of a data URL, under the same name. */
    private static @Nullable Map<?, ?> fileUrl(Map<?, ?> file) {
        Object source = file.get("file_url");
        if (source == null && file.get("file_data") instanceof String data) {
            source = DataUrl.of(data).map(DataUrl::base64).orElse(data);
        }
        if (source == null) {
            return null;
        }
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("type", "file_url");
        own.put("file_url", new LinkedHashMap<>(Map.of("url", source)));
        if (file.get("filename") instanceof String name) {
            own.put("file_name", name);
        }
        return own;
    }

    private Map<?, ?> members(String path, int i, Map<?, ?> part) {
        Map<Object, Object> copy = null;
        for (String name : wording.partMembers()) {
            if (part.containsKey(name)) {
                copy = copy == null ? new LinkedHashMap<>(part) : copy;
                if (copy.remove(name) != null) {
                    dropped.add(path + "[" + i + "]." + name);
                }
            }
        }
        return copy == null ? part : copy;
    }
}
