package io.serai.providers.openai;

import io.serai.providers.compatible.Service;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Services and servers whose address is known, where it says so, and what else is known of them. */
enum OpenAiPreset {
    // https://platform.openai.com/docs/api-reference/introduction
    OPENAI("https://api.openai.com/v1", "OPENAI_API_KEY", Services.OPENAI),
    // https://docs.mistral.ai/api/
    MISTRAL("https://api.mistral.ai/v1", "MISTRAL_API_KEY", Services.MISTRAL),
    // https://console.groq.com/docs/openai
    GROQ("https://api.groq.com/openai/v1", "GROQ_API_KEY", Services.GROQ),
    // https://api-docs.deepseek.com/: /v1 means nothing, and what is beta has another
    DEEPSEEK("https://api.deepseek.com", "DEEPSEEK_API_KEY", Services.DEEPSEEK),
    // https://docs.x.ai/docs/api-reference
    XAI("https://api.x.ai/v1", "XAI_API_KEY", Services.XAI),
    // https://docs.together.ai/docs/openai-api-compatibility
    TOGETHER("https://api.together.xyz/v1", "TOGETHER_API_KEY", Services.TOGETHER),
    // https://docs.fireworks.ai/tools-sdks/openai-compatibility
    FIREWORKS("https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", Services.FIREWORKS),
    // https://openrouter.ai/docs/api/reference/overview
    OPENROUTER("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", Services.OPENROUTER),
    // https://docs.perplexity.ai/docs/sonar/openai-compatibility: no /v1. Perplexity has announced the end of this API
    // for September 2026
    // (https://docs.perplexity.ai/docs/agent-api/migrate-from-sonar/overview)
    PERPLEXITY("https://api.perplexity.ai", "PERPLEXITY_API_KEY", Services.PERPLEXITY),
    // https://docs.api.nvidia.com/nim/reference/llm-apis
    NVIDIA("https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY", Services.NVIDIA),
    // https://huggingface.co/docs/inference-providers/index
    HUGGINGFACE("https://router.huggingface.co/v1", "HF_TOKEN", Services.HUGGINGFACE),
    // https://jina.ai/reranker/, https://jina.ai/embeddings/
    JINA("https://api.jina.ai/v1", "JINA_API_KEY", Services.JINA),
    // https://docs.voyageai.com/reference/reranker-api
    VOYAGE("https://api.voyageai.com/v1", "VOYAGE_API_KEY", Services.VOYAGE),
    // https://docs.ollama.com/api/openai-compatibility
    OLLAMA("http://localhost:11434/v1", Services.OLLAMA),
    // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
    VLLM("http://localhost:8000/v1", Services.VLLM),
    // https://lmstudio.ai/docs/app/api/endpoints/openai
    LM_STUDIO("http://localhost:1234/v1", Services.LM_STUDIO),
    // https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
    LLAMA_CPP("http://localhost:8080/v1", Services.LLAMA_CPP);

    private final String label;
    private final URI baseUrl;
    private final Optional<String> keyVariable;

    @SuppressWarnings("ImmutableEnumChecker") // a record of Set.of and Map.of
    private final Service service;

    OpenAiPreset(String baseUrl, String keyVariable, Service service) {
        this.label = label(name());
        this.baseUrl = URI.create(baseUrl);
        this.keyVariable = Optional.of(keyVariable);
        this.service = service;
    }

    OpenAiPreset(String localUrl, Service service) {
        this.label = label(name());
        this.baseUrl = URI.create(localUrl);
        this.keyVariable = Optional.empty();
        this.service = service;
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

    /** What it offers, and in which words. */
    Service service() {
        return service;
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
