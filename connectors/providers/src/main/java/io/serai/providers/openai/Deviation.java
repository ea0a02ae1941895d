package io.serai.providers.openai;

/** Where a provider that calls itself compatible is not. */
enum Deviation {
    /**
     * Refuses {@code stream_options} with HTTP 422 and tells the usage of a stream unasked. Mistral: <a
     * href="https://github.com/BerriAI/litellm/issues/8978">litellm#8978</a>, <a
     * href="https://github.com/avante-corp/avante.nvim/issues/2347">avante.nvim#2347</a>.
     */
    NO_STREAM_OPTIONS,
    /**
     * May tell the usage of a stream in {@code x_groq.usage} of the last chunk. Groq: <a
     * href="https://console.groq.com/docs/api-reference#chat-create">API reference</a>.
     */
    USAGE_IN_X_GROQ
}
