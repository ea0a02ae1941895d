package io.serai.processors.gemini;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Data and files of a part (<a href="https://ai.google.dev/api/caching#Blob">source</a>) as a canonical part: pictures, sound, films, and
 * files for all else. Files that Google keeps are told by their address, which is all that they have.
 */
final class Media {

    /** Where Google keeps what was uploaded, and Cloud Storage. */
    private static final String UPLOADED = "https://generativelanguage.googleapis.com/";

    private static final String STORED = "gs://";

    private Media() {}

    /** @param blob {@code inlineData} */
    static Map<String, Object> data(Node blob) {
        String type = blob.string("mimeType").toLowerCase(Locale.ROOT);
        String base64 = standard(blob.string("data"));
        String url = new DataUrl(type, base64).url();
        if (type.startsWith("image/")) {
            return ContentPart.image(url).map();
        }
        if (type.startsWith("audio/")) {
            return ContentPart.audio(base64, format(blob.string("mimeType"))).map();
        }
        if (type.startsWith("video/")) {
            return video(url);
        }
        Map<String, Object> file = new LinkedHashMap<>(4);
        file.put("file_data", url);
        blob.copy("displayName", file, "filename");
        return ContentPart.file(file).map();
    }

    /** @param given {@code fileData} */
    static Map<String, Object> file(Node given) {
        String uri = given.string("fileUri");
        String type = given.string("mimeType").toLowerCase(Locale.ROOT);
        if (!uri.startsWith(UPLOADED) && !uri.startsWith(STORED)) {
            if (type.startsWith("image/")) {
                return addressed("image_url", uri, type);
            }
            // Google takes a film of YouTube by its address alone.
            if (type.startsWith("video/") || type.isEmpty()) {
                return addressed("video_url", uri, type);
            }
        }
        Map<String, Object> file = new LinkedHashMap<>(4);
        boolean web = uri.startsWith("http") && !uri.startsWith(UPLOADED);
        file.put(web ? "file_url" : "file_id", uri);
        given.copy("mimeType", file, "format");
        given.copy("displayName", file, "filename");
        return ContentPart.file(file).map();
    }

    private static Map<String, Object> video(String url) {
        return addressed("video_url", url, "");
    }

    /** @param format the media type, which an address need not show; may be empty */
    private static Map<String, Object> addressed(String type, String url, String format) {
        Map<String, Object> medium = Node.map("url", url);
        if (!format.isEmpty()) {
            medium.put("format", format);
        }
        Map<String, Object> part = new LinkedHashMap<>(4);
        part.put("type", type);
        part.put(type, medium);
        return part;
    }

    /** OpenAI's word for the kind of sound: its media type without what all have. */
    private static String format(String type) {
        String kind = type.substring("audio/".length());
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "mpeg" -> "mp3";
            case "x-wav", "wave" -> "wav";
            // With parameters it is told as it is.
            default -> kind.indexOf(';') < 0 ? kind.toLowerCase(Locale.ROOT) : type;
        };
    }

    /** Base64 in the alphabet that all providers read; Google reads both. */
    static String standard(String base64) {
        if (base64.indexOf('-') < 0 && base64.indexOf('_') < 0) {
            return base64;
        }
        return base64.replace('-', '+').replace('_', '/');
    }
}
