package io.serai.providers.gemini;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types by the ending of a name, for files that are only named (<a href="https://ai.google.dev/gemini-api/docs/file-input-methods">kinds</a>). */
final class MediaTypes {

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("css", "text/css"),
            Map.entry("csv", "text/csv"),
            Map.entry("xml", "text/xml"),
            Map.entry("rtf", "text/rtf"),
            Map.entry("mp3", "audio/mp3"),
            Map.entry("wav", "audio/wav"),
            Map.entry("aac", "audio/aac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("aiff", "audio/aiff"),
            Map.entry("m4a", "audio/m4a"),
            Map.entry("opus", "audio/opus"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mpeg", "video/mpeg"),
            Map.entry("mpg", "video/mpg"),
            Map.entry("mov", "video/mov"),
            Map.entry("avi", "video/avi"),
            Map.entry("flv", "video/x-flv"),
            Map.entry("webm", "video/webm"),
            Map.entry("wmv", "video/wmv"),
            Map.entry("3gp", "video/3gpp"),
            Map.entry("3gpp", "video/3gpp"));

    private MediaTypes() {}

    /** Of a URL or a file's name; empty where its ending tells nothing. */
    static Optional<String> of(String name) {
        int end = name.length();
        for (int i = 0; i < end; i++) {
            if (name.charAt(i) == '?' || name.charAt(i) == '#') {
                end = i;
            }
        }
        int dot = name.lastIndexOf('.', end - 1);
        if (dot < 0 || end - dot > 5) {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_ENDING.get(name.substring(dot + 1, end).toLowerCase(Locale.ROOT)));
    }

    /** Of {@code input_audio}, whose format is a word such as {@code wav}, or a media type. */
    static String audio(String format) {
        return switch (format) {
            case "pcm16", "pcm" -> "audio/L16;rate=24000";
            default -> format.indexOf('/') < 0 ? "audio/" + format : format;
        };
    }
}
