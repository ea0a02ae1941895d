package io.serai.providers.bedrock;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a media type, or a file's ending, is called in Converse. Same words as in the API's enumerations. */
enum MediaFormats {
    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageBlock.html */
    IMAGE(Map.of(
            "image/png", "png",
            "image/jpeg", "jpeg",
            "image/jpg", "jpeg",
            "image/gif", "gif",
            "image/webp", "webp",
            "jpg", "jpeg")),
    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html */
    DOCUMENT(Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md",
            "htm", "html")),
    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_VideoBlock.html */
    VIDEO(Map.of(
            "video/x-matroska", "mkv",
            "video/quicktime", "mov",
            "video/mp4", "mp4",
            "video/webm", "webm",
            "video/x-flv", "flv",
            "video/mpeg", "mpeg",
            "video/x-ms-wmv", "wmv",
            "video/3gpp", "three_gp",
            "mpg", "mpg",
            "3gp", "three_gp")),
    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_AudioBlock.html */
    AUDIO(Map.of(
            "audio/mpeg", "mp3",
            "audio/wav", "wav",
            "audio/x-wav", "wav",
            "audio/aac", "aac",
            "audio/flac", "flac",
            "audio/ogg", "ogg",
            "audio/opus", "opus",
            "audio/mp4", "m4a",
            "audio/webm", "webm",
            "mp3", "mp3"));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> names;

    MediaFormats(Map<String, String> names) {
        this.names = names;
    }

    /** By a media type or a word such as {@code wav}; empty where Converse does not take it. */
    Optional<String> of(@Nullable String type) {
        if (type == null) {
            return Optional.empty();
        }
        String key = type.toLowerCase(Locale.ROOT);
        String name = names.get(key);
        return name == null && names.containsValue(key) ? Optional.of(key) : Optional.ofNullable(name);
    }

    /** By the ending of a file's name or a URL's. */
    Optional<String> ofEnding(@Nullable String name) {
        int dot = name == null ? -1 : name.lastIndexOf('.');
        return name == null || dot < 0 ? Optional.empty() : of(name.substring(dot + 1));
    }
}
