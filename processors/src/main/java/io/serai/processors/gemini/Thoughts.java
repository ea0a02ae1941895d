package io.serai.processors.gemini;

/** Whether a caller wants to see what a model thinks ({@code includeThoughts}). */
enum Thoughts {
    SHOWN,
    HIDDEN;

    static Thoughts wanted(Node request) {
        Node thinking = request.object("generationConfig").object("thinkingConfig");
        return thinking.is("includeThoughts") ? SHOWN : HIDDEN;
    }
}
