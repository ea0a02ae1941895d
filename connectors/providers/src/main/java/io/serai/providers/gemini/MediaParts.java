package io.serai.providers.gemini;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a message's content as Gemini's <a href="https://ai.google.dev/api/caching#Part">parts</a>: text, data in the request
 * ({@code inlineData}), data elsewhere ({@code fileData}: https, gs, uploaded files).
 */
final class MediaParts {

    private static final List<String> OF_DOCUMENTS = List.of("title", "context", "citations");

    private final Surface surface;
    private final List<String> dropped;
    /** The wishes for detail that came with images, as long as they agree. */
    private final List<String> detailPaths = new ArrayList<>(0);

    private @Nullable String detail;
    private boolean detailsDiffer;
    private boolean otherMedia;

    MediaParts(Surface surface, List<String> dropped) {
        this.surface = surface;
        this.dropped = dropped;
    }

    /** The parts of a content; a part that Gemini can't be told is dropped by its path. */
    List<Map<String, Object>> of(@Nullable Object content, String path) {
        if (content instanceof CharSequence text) {
            return text.isEmpty() ? new ArrayList<>(0) : new ArrayList<>(List.of(text(text.toString())));
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        if (content instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                element(list.get(i), path, i, parts);
            }
        }
        return parts;
    }

    /** The parts of one element of a content: one, or none. */
    List<Map<String, Object>> one(@Nullable Object element, String path, int index) {
        List<Map<String, Object>> parts = new ArrayList<>(1);
        element(element, path, index, parts);
        return parts;
    }

    private void element(@Nullable Object element, String path, int index, List<Map<String, Object>> parts) {
        if (element instanceof Map<?, ?> part) {
            part(new ContentPart(Nodes.cast(part)), path, index, parts);
        } else if (element instanceof String text && !text.isEmpty()) {
            parts.add(text(text));
        }
    }

    static Map<String, Object> text(String text) {
        return Nodes.of("text", text);
    }

    static Map<String, Object> inline(String mediaType, String base64) {
        return Nodes.of("inlineData", Nodes.of("mimeType", mediaType, "data", base64));
    }

    /**
     * The resolution for the whole request that says what its images' details say, empty where they say nothing. A resolution for
     * single parts is known to v1alpha only (<a
     * href="https://ai.google.dev/gemini-api/docs/generate-content/media-resolution">source</a>), one for all would change other media
     * too: where it does not fit all, the details are dropped.
     */
    Optional<String> resolution() {
        if (detail == null) {
            return Optional.empty();
        }
        if (detailsDiffer || otherMedia) {
            dropped.addAll(detailPaths);
            return Optional.empty();
        }
        return Optional.of(detail.equals("low") ? "MEDIA_RESOLUTION_LOW" : "MEDIA_RESOLUTION_HIGH");
    }

    private void part(ContentPart part, String path, int index, List<Map<String, Object>> parts) {
        Map<String, Object> told =
                switch (part.type()) {
                    case "text", "refusal" ->
                        part.text()
                                .filter(t -> !t.isEmpty())
                                .map(MediaParts::text)
                                .orElse(null);
                    case "image_url" -> image(part, path, index);
                    case "input_audio" -> audio(part);
                    case "video_url" -> video(part);
                    case "file" -> file(part, path, index);
                    default -> null;
                };
        if (told != null) {
            parts.add(told);
        } else if (part.text().isEmpty()) {
            dropped.add(path + "[" + index + "]");
            return;
        }
        if (part.map().get("cache_control") != null) {
            dropped.add(path + "[" + index + "].cache_control");
        }
        unsaid(part.map(), path + "[" + index + "].");
    }

    /** What only Anthropic knows of a document. */
    private void unsaid(Map<String, Object> of, String path) {
        for (String name : OF_DOCUMENTS) {
            if (of.get(name) != null) {
                dropped.add(path + name);
            }
        }
    }

    private @Nullable Map<String, Object> image(ContentPart part, String path, int index) {
        Map<String, Object> image = part.object("image_url");
        note(image.get("detail"), path, index);
        String url = part.imageUrl().orElse(null);
        String type = mediaType(image);
        if (url == null) {
            return image.get("file_id") instanceof String id ? uploaded(id, type) : null;
        }
        return DataUrl.of(url)
                .map(data -> inline(data.mediaType(), data.base64()))
                .orElseGet(() -> elsewhere(url, type, "image/jpeg"));
    }

    private void note(@Nullable Object wish, String path, int index) {
        String word = wish instanceof String said && !said.equals("auto") ? said : "";
        if (word.isEmpty()) {
            otherMedia = true;
            return;
        }
        detailPaths.add(path + "[" + index + "].image_url.detail");
        detailsDiffer |= detail != null && !detail.equals(word);
        detail = word;
    }

    private @Nullable Map<String, Object> audio(ContentPart part) {
        Map<String, Object> audio = part.object("input_audio");
        String data = Nodes.text(audio, "data");
        if (data == null) {
            return null;
        }
        String format = Nodes.text(audio, "format");
        return DataUrl.of(data)
                .map(url -> inline(url.mediaType(), url.base64()))
                .orElseGet(() -> inline(MediaTypes.audio(format == null ? "wav" : format), data));
    }

    private @Nullable Map<String, Object> video(ContentPart part) {
        otherMedia = true;
        Map<String, Object> video = part.object("video_url");
        String url = Nodes.text(video, "url");
        if (url == null) {
            return null;
        }
        return DataUrl.of(url)
                .map(data -> inline(data.mediaType(), data.base64()))
                .orElseGet(() -> elsewhere(url, mediaType(video), "video/mp4"));
    }

    /** What {@code format} says, as it does of files; a word that is no media type says too little. */
    private static @Nullable String mediaType(Map<String, Object> of) {
        String format = Nodes.text(of, "format");
        return format != null && format.indexOf('/') > 0 ? format : null;
    }

    /** Its name has said what it is; Vertex alone can be told it. */
    private @Nullable Map<String, Object> file(ContentPart part, String path, int index) {
        otherMedia = true;
        Map<String, Object> file = part.object("file");
        unsaid(file, path + "[" + index + "].file.");
        String format = Nodes.text(file, "format");
        Map<String, Object> told = null;
        DataUrl data = part.fileData().orElse(null);
        if (data != null) {
            told = inline(data.mediaType(), data.base64());
        } else if (file.get("file_url") instanceof String url) {
            told = elsewhere(url, format, "application/pdf");
        } else if (file.get("file_id") instanceof String id) {
            told = uploaded(id, format);
        }
        String filename = Nodes.text(file, "filename");
        if (told != null && surface.isVertex() && filename != null) {
            Map<String, Object> blob =
                    Nodes.object(told, told.keySet().iterator().next());
            blob.put("displayName", filename);
        }
        return told;
    }

    /** Vertex wants to be told a type; the Gemini API finds out. */
    private Map<String, Object> elsewhere(String url, @Nullable String type, String otherwise) {
        String known = type != null ? type : MediaTypes.of(url).orElse(surface.isVertex() ? otherwise : null);
        Map<String, Object> data = new LinkedHashMap<>(4);
        if (known != null) {
            data.put("mimeType", known);
        }
        data.put("fileUri", url);
        return Nodes.of("fileData", data);
    }

    /** A file of Gemini's Files API, by its URI, its name ({@code files/abc}) or the last part of that. */
    private Map<String, Object> uploaded(String id, @Nullable String type) {
        if (id.contains("://")) {
            return elsewhere(id, type, "application/octet-stream");
        }
        return elsewhere(
                surface.files() + (id.startsWith("files/") ? id : "files/" + id), type, "application/octet-stream");
    }
}
