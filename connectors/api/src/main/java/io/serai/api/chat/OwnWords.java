package io.serai.api.chat;

import java.util.Set;

/**
 * Members at the top of a canonical request that the front end of one API puts there in that API's own words, having no other. Its own
 * providers take them back; most others must not be sent them.
 */
public final class OwnWords {

    /** <a href="https://ai.google.dev/api/generate-content">generateContent</a>. */
    public static final Set<String> GEMINI = Set.of(
            "cachedContent",
            "labels",
            "toolConfig",
            "generationConfig",
            "modelArmorConfig",
            "speechConfig",
            "imageConfig",
            "mediaResolution",
            "enableEnhancedCivicAnswers",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema");

    /** <a href="https://docs.ollama.com/api/chat">chat</a> and <a href="https://docs.ollama.com/api/generate">generate</a>. */
    public static final Set<String> OLLAMA =
            Set.of("options", "keep_alive", "truncate", "shift", "raw", "template", "suffix", "context");

    private OwnWords() {}
}
