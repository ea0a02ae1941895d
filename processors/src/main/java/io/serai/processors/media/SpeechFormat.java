package io.serai.processors.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** {@code response_format} of speech: OpenAI's, and those that Groq and other speakers of its API have beside them. */
enum SpeechFormat {
    MP3("audio/mpeg"),
    OPUS("audio/opus"),
    AAC("audio/aac"),
    FLAC("audio/flac"),
    WAV("audio/wav"),
    PCM("audio/pcm"),
    OGG("audio/ogg"),
    MULAW("audio/basic"),
    ALAW("audio/x-alaw-basic"),
    RAW("audio/pcm");

    /** Property of an exchange: the format that the caller asked for. */
    static final String PROPERTY = "SeraiSpeechFormat";

    private final String contentType;

    SpeechFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The media type, as far as the provider's own says nothing. */
    String contentType(String told) {
        return told.isBlank() || told.startsWith("application/octet-stream") ? contentType : told;
    }

    static String[] labels() {
        return Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** Of a request that has been checked. */
    static SpeechFormat asked(Map<String, Object> request) {
        return request.get("response_format") instanceof String label ? valueOf(label.toUpperCase(Locale.ROOT)) : MP3;
    }
}
