package io.serai.providers.bedrock;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images, documents, sound and video as blocks. Converse takes bytes or an S3 object, no other URL and no file's id. */
final class MediaBlocks {

    private static final String S3 = "s3://";

    private final DocumentNames names = new DocumentNames();

    /** The block, or null where Converse has none for the part. */
    @Nullable
    Map<String, Object> of(ContentPart part) {
        return switch (part.type()) {
            case "image_url" -> part.imageUrl().map(MediaBlocks::image).orElse(null);
            case "file" -> file(part);
            case "input_audio" -> audio(part.object("input_audio"));
            case "video_url" -> video(part);
            default -> null;
        };
    }

    private static @Nullable Map<String, Object> image(String url) {
        return block("image", MediaFormats.IMAGE, url);
    }

    private static @Nullable Map<String, Object> video(ContentPart part) {
        Object url = part.map().get("video_url") instanceof String text
                ? text
                : part.object("video_url").get("url");
        return url instanceof String text ? block("video", MediaFormats.VIDEO, text) : null;
    }

    private static @Nullable Map<String, Object> audio(Map<String, Object> audio) {
        Optional<String> format = MediaFormats.AUDIO.of(string(audio, "format"));
        return format.isPresent() && audio.get("data") instanceof String data
                ? block("audio", format.get(), Map.of("bytes", data))
                : null;
    }

    private @Nullable Map<String, Object> file(ContentPart part) {
        Map<String, Object> file = part.object("file");
        Optional<DataUrl> data = part.fileData();
        String type = data.map(DataUrl::mediaType).orElse("");
        String url = data.map(DataUrl::url).orElse(string(file, "file_url"));
        if (url == null) {
            return null;
        }
        if (type.startsWith("image/")) {
            return image(url);
        }
        if (type.startsWith("video/")) {
            return block("video", MediaFormats.VIDEO, url);
        }
        if (type.startsWith("audio/")) {
            return block("audio", MediaFormats.AUDIO, url);
        }
        return document(part, file, url, type);
    }

    private @Nullable Map<String, Object> document(
            ContentPart part, Map<String, Object> file, String url, String type) {
        String filename = string(file, "filename");
        // A name's ending tells more than the media type that is guessed where a client sends bare base64.
        Optional<String> given = MediaFormats.DOCUMENT.of(string(file, "format"));
        Optional<String> format = given.or(() -> MediaFormats.DOCUMENT.ofEnding(filename))
                .or(() -> MediaFormats.DOCUMENT.of(type))
                .or(() -> url.startsWith(S3) ? MediaFormats.DOCUMENT.ofEnding(url) : Optional.empty());
        Map<String, Object> source = source(url);
        if (format.isEmpty() || source == null) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", format.get());
        document.put("name", names.next(name(part, file, filename)));
        document.put("source", source);
        copy(part, file, "context", document);
        copy(part, file, "citations", document);
        return Map.of("document", document);
    }

    private static String name(ContentPart part, Map<String, Object> file, @Nullable String filename) {
        if (part.map().get("title") instanceof String title) {
            return title;
        }
        if (file.get("title") instanceof String title) {
            return title;
        }
        if (filename == null) {
            return "";
        }
        int dot = filename.lastIndexOf('.');
        return dot > 0 && MediaFormats.DOCUMENT.ofEnding(filename).isPresent() ? filename.substring(0, dot) : filename;
    }

    private static void copy(ContentPart part, Map<String, Object> file, String name, Map<String, Object> document) {
        Object value = part.map().getOrDefault(name, file.get(name));
        if (value != null) {
            document.put(name, value);
        }
    }

    private static @Nullable Map<String, Object> block(String kind, MediaFormats formats, String url) {
        Optional<String> format = DataUrl.of(url)
                .map(data -> formats.of(data.mediaType()))
                .orElseGet(() -> url.startsWith(S3) ? formats.ofEnding(url) : Optional.empty());
        Map<String, Object> source = source(url);
        return format.isEmpty() || source == null ? null : block(kind, format.get(), source);
    }

    private static Map<String, Object> block(String kind, String format, Map<String, Object> source) {
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("format", format);
        media.put("source", source);
        return Map.of(kind, media);
    }

    private static @Nullable Map<String, Object> source(String url) {
        if (url.startsWith(S3)) {
            return Map.of("s3Location", Map.of("uri", url));
        }
        return DataUrl.of(url)
                .map(data -> Map.<String, Object>of("bytes", data.base64()))
                .orElse(null);
    }

    private static @Nullable String string(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }
}
