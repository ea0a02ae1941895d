package io.serai.processors.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** {@code response_format} of a transcription, and the media type of what it makes. */
enum TranscriptFormat {
    JSON("application/json"),
    VERBOSE_JSON("application/json"),
    DIARIZED_JSON("application/json"),
    TEXT("text/plain; charset=utf-8"),
    SRT("application/x-subrip; charset=utf-8"),
    VTT("text/vtt; charset=utf-8");

    /** Property of an exchange: the format that the caller asked for. */
    static final String PROPERTY = "SeraiTranscriptFormat";

    private final String contentType;

    TranscriptFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Whether the answer is a document of its own, not JSON. */
    boolean isDocument() {
        return !contentType.equals("application/json");
    }

    static String[] labels() {
        return Arrays.stream(values()).map(TranscriptFormat::label).toArray(String[]::new);
    }

    /** Of a request that has been checked. */
    static TranscriptFormat asked(Map<String, Object> request) {
        return request.get("response_format") instanceof String label ? valueOf(label.toUpperCase(Locale.ROOT)) : JSON;
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
