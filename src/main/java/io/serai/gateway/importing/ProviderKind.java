package io.serai.gateway.importing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of the services that LiteLLM's models begin with, and what it is here (<a href="https://docs.litellm.ai/docs/providers">list</a>).
 *
 * @param prefixes of {@code litellm_params.model}
 * @param name of the provider's bean
 * @param family which of the settings it has
 * @param spoken dialect, preset, address: what the bean says whatever the deployment says
 * @param variable from which LiteLLM takes the key where the deployment says none
 */
record ProviderKind(List<String> prefixes, String name, Family family, Map<String, String> spoken, String variable) {

    /** Services whose deployments are set up alike. */
    enum Family {
        /** A key and an address that is known. */
        PLAIN,
        /** A key and an address of one's own; without it the service is called that the prefix names. */
        OPENAI,
        AZURE,
        BEDROCK,
        VERTEX
    }

    private static final String PRESET = "preset";
    private static final String DIALECT = "dialect";
    private static final String BASE_URL = "baseUrl";

    private static final String OPENAIS_OWN = "https://api.openai.com/";

    static final ProviderKind OPENAI = compatible("openai", "OPENAI_API_KEY", Map.of(PRESET, "openai"), "openai");
    private static final ProviderKind VERTEX = new ProviderKind(
            List.of("vertex_ai", "vertex_ai_beta"), "vertex", Family.VERTEX, Map.of(DIALECT, "gemini"), "");
    static final ProviderKind CLAUDE_ON_VERTEX =
            new ProviderKind(List.of(), "anthropic-vertex", Family.VERTEX, Map.of(DIALECT, "anthropic"), "");
    /** Whoever speaks as OpenAI does, at an address of one's own. */
    private static final ProviderKind COMPATIBLE = compatible(
            "compatible",
            "OPENAI_LIKE_API_KEY",
            Map.of(DIALECT, "openai-compatible"),
            "openai_like",
            "custom_openai",
            "litellm_proxy",
            "xinference",
            "llamafile",
            "databricks");

    private static final ProviderKind ANTHROPIC = plain("anthropic", "ANTHROPIC_API_KEY", "anthropic");
    private static final ProviderKind COHERE = plain("cohere", "COHERE_API_KEY", "cohere", "cohere_chat");

    private static final List<ProviderKind> ALL = List.of(
            OPENAI,
            VERTEX,
            ANTHROPIC,
            COHERE,
            plain("gemini", "GEMINI_API_KEY", "gemini"),
            plain("ollama", "OLLAMA_API_KEY", "ollama", "ollama_chat"),
            new ProviderKind(
                    List.of("azure"), "azure-openai", Family.AZURE, Map.of(DIALECT, "azure-openai"), "AZURE_API_KEY"),
            new ProviderKind(
                    List.of("azure_ai"),
                    "azure-inference",
                    Family.AZURE,
                    Map.of(DIALECT, "azure-inference"),
                    "AZURE_AI_API_KEY"),
            new ProviderKind(
                    List.of("bedrock", "bedrock_converse"), "bedrock", Family.BEDROCK, Map.of(DIALECT, "bedrock"), ""),
            preset("mistral", "MISTRAL_API_KEY", "mistral"),
            preset("groq", "GROQ_API_KEY", "groq"),
            preset("deepseek", "DEEPSEEK_API_KEY", "deepseek"),
            preset("xai", "XAI_API_KEY", "xai"),
            preset("together", "TOGETHERAI_API_KEY", "together_ai"),
            preset("fireworks", "FIREWORKS_AI_API_KEY", "fireworks_ai"),
            preset("openrouter", "OPENROUTER_API_KEY", "openrouter"),
            preset("perplexity", "PERPLEXITYAI_API_KEY", "perplexity"),
            preset("nvidia", "NVIDIA_NIM_API_KEY", "nvidia_nim"),
            preset("huggingface", "HUGGINGFACE_API_KEY", "huggingface"),
            preset("jina", "JINA_AI_API_KEY", "jina_ai"),
            preset("voyage", "VOYAGE_API_KEY", "voyage"),
            preset("vllm", "HOSTED_VLLM_API_KEY", "hosted_vllm"),
            preset("lm-studio", "LM_STUDIO_API_KEY", "lm_studio"),
            // https://inference-docs.cerebras.ai/resources/openai
            compatible("cerebras", "CEREBRAS_API_KEY", Map.of(BASE_URL, "https://api.cerebras.ai/v1"), "cerebras"),
            // https://docs.sambanova.ai/docs/en/features/openai-compatibility
            compatible("sambanova", "SAMBANOVA_API_KEY", Map.of(BASE_URL, "https://api.sambanova.ai/v1"), "sambanova"),
            // https://docs.deepinfra.com/chat/overview
            compatible(
                    "deepinfra",
                    "DEEPINFRA_API_KEY",
                    Map.of(BASE_URL, "https://api.deepinfra.com/v1/openai"),
                    "deepinfra"),
            // https://platform.moonshot.ai/docs/api/chat
            compatible("moonshot", "MOONSHOT_API_KEY", Map.of(BASE_URL, "https://api.moonshot.ai/v1"), "moonshot"),
            COMPATIBLE);

    private static ProviderKind plain(String name, String variable, String... prefixes) {
        return new ProviderKind(List.of(prefixes), name, Family.PLAIN, Map.of(DIALECT, name), variable);
    }

    private static ProviderKind preset(String name, String variable, String... prefixes) {
        return new ProviderKind(List.of(prefixes), name, Family.OPENAI, Map.of(PRESET, name), variable);
    }

    private static ProviderKind compatible(
            String name, String variable, Map<String, String> spoken, String... prefixes) {
        return new ProviderKind(List.of(prefixes), name, Family.OPENAI, spoken, variable);
    }

    /**
     * A model and who has it.
     *
     * @param model as the service calls it
     */
    record Named(ProviderKind kind, String model) {

        /** At this address. Elsewhere than at OpenAI, {@code openai/} means whoever speaks alike. */
        Named at(String address) {
            return kind.equals(OPENAI) && !address.startsWith(OPENAIS_OWN) ? new Named(COMPATIBLE, model) : this;
        }
    }

    /** Who is meant by {@code litellm_params.model}, and by {@code custom_llm_provider} where that is said. */
    static Optional<Named> of(String model, Optional<String> provider) {
        if (provider.isPresent()) {
            return withPrefix(provider.get()).map(kind -> onVertex(new Named(kind, without(model, provider.get()))));
        }
        int slash = model.indexOf('/');
        Optional<ProviderKind> named = slash < 0 ? Optional.empty() : withPrefix(model.substring(0, slash));
        return (named.isPresent()
                        ? named.map(kind -> new Named(kind, model.substring(slash + 1)))
                        : known(model).map(kind -> new Named(kind, model)))
                .map(ProviderKind::onVertex);
    }

    private static Named onVertex(Named named) {
        return named.kind().equals(VERTEX) && named.model().startsWith("claude-")
                ? new Named(CLAUDE_ON_VERTEX, named.model())
                : named;
    }

    private static String without(String model, String prefix) {
        return model.startsWith(prefix + "/") ? model.substring(prefix.length() + 1) : model;
    }

    private static Optional<ProviderKind> withPrefix(String prefix) {
        return ALL.stream().filter(kind -> kind.prefixes.contains(prefix)).findFirst();
    }

    /** LiteLLM knows the names of these services' models without a prefix. */
    private static Optional<ProviderKind> known(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (name.matches(
                "(ft:)?(gpt-|chatgpt-|o[1-9](-|$)|text-embedding-|dall-e-|whisper-|tts-|omni-moderation|davinci|babbage).*")) {
            return Optional.of(OPENAI);
        }
        if (name.startsWith("claude-")) {
            return Optional.of(ANTHROPIC);
        }
        if (name.startsWith("gemini-")) {
            return Optional.of(VERTEX);
        }
        return name.matches("(command|embed|rerank)-.*") ? Optional.of(COHERE) : Optional.empty();
    }
}
