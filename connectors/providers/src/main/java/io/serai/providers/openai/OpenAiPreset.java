package io.serai.providers.openai;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Services and servers whose address and deviations are known. One line each: what is known of it, and where it says so. */
enum OpenAiPreset {
    // https://platform.openai.com/docs/api-reference/introduction
    OPENAI("https://api.openai.com/v1", "OPENAI_API_KEY"),
    // https://docs.mistral.ai/api/
    MISTRAL("https://api.mistral.ai/v1", "MISTRAL_API_KEY", Deviation.NO_STREAM_OPTIONS),
    // https://console.groq.com/docs/openai
    GROQ("https://api.groq.com/openai/v1", "GROQ_API_KEY", Deviation.USAGE_IN_X_GROQ),
    // https://api-docs.deepseek.com/
    DEEPSEEK("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    // https://docs.x.ai/docs/api-reference
    XAI("https://api.x.ai/v1", "XAI_API_KEY"),
    // https://docs.together.ai/docs/openai-api-compatibility
    TOGETHER("https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    // https://docs.fireworks.ai/tools-sdks/openai-compatibility
    FIREWORKS("https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
    // https://openrouter.ai/docs/api/reference/overview
    OPENROUTER("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    // https://docs.perplexity.ai/guides/chat-completions-guide: no /v1
    PERPLEXITY("https://api.perplexity.ai", "PERPLEXITY_API_KEY"),
    // https://docs.api.nvidia.com/nim/reference/llm-apis
    NVIDIA("https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY"),
    // https://huggingface.co/docs/inference-providers/index
    HUGGINGFACE("https://router.huggingface.co/v1", "HF_TOKEN"),
    // https://docs.ollama.com/api/openai-compatibility
    OLLAMA("http://localhost:11434/v1"),
    // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
    VLLM("http://localhost:8000/v1"),
    // https://lmstudio.ai/docs/app/api/endpoints/openai
    LM_STUDIO("http://localhost:1234/v1"),
    // https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
    LLAMA_CPP("http://localhost:8080/v1");

    private final String label;
    private final URI baseUrl;
    private final Optional<String> keyVariable;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Deviation> deviations;

    OpenAiPreset(String baseUrl, String keyVariable, Deviation... deviations) {
        this.label = label(name());
        this.baseUrl = URI.create(baseUrl);
        this.keyVariable = Optional.of(keyVariable);
        this.deviations = Set.of(deviations);
    }

    OpenAiPreset(String localUrl) {
        this.label = label(name());
        this.baseUrl = URI.create(localUrl);
        this.keyVariable = Optional.empty();
        this.deviations = Set.of();
    }

    /** The spelling in a provider's settings. */
    String label() {
        return label;
    }

    private static String label(String name) {
        return name.equals("LLAMA_CPP")
                ? "llama.cpp"
                : name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** The environment variable that holds its key by custom; empty where it needs none. */
    Optional<String> keyVariable() {
        return keyVariable;
    }

    Set<Deviation> deviations() {
        return deviations;
    }

    /** @throws IllegalArgumentException naming all presets */
    static OpenAiPreset of(String label) {
        for (OpenAiPreset preset : values()) {
            if (preset.label.equals(label)) {
                return preset;
            }
        }
        List<String> known = Arrays.stream(values()).map(OpenAiPreset::label).toList();
        throw new IllegalArgumentException("expected preset to be one of " + known + ", found '" + label + "'");
    }
}
