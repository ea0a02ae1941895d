package io.serai.providers.openai;

import io.serai.api.call.Operation;
import io.serai.providers.compatible.Quirk;
import io.serai.providers.compatible.Service;
import io.serai.providers.compatible.Wording;
import io.serai.providers.compatible.Wording.History;
import io.serai.providers.compatible.Wording.Wish;
import java.util.Map;

/** What is known of single services: what they can't be told of a chat, what they call otherwise, what else they offer. */
final class Services {

    /** OpenAI's older name for the limit, which services have kept. */
    private static final Wording MAX_TOKENS = Wording.COMMON.renaming("max_completion_tokens", "max_tokens");

    /** Members that OpenAI alone knows. */
    private static final String[] OPENAI_ALONE = {
        "store", "prediction", "modalities", "audio", "verbosity", "prompt_cache_retention", "safety_identifier"
    };

    // https://platform.openai.com/docs/api-reference
    static final Service OPENAI = Service.of(Wording.OPENAI)
            .offering(Operation.EMBED, Operation.IMAGE, Operation.TRANSCRIBE, Operation.SPEECH, Operation.MODERATE);

    // https://docs.mistral.ai/api/: a member that it does not know is HTTP 422
    static final Service MISTRAL = Service.of(MAX_TOKENS
                    .without(OPENAI_ALONE)
                    .without("logprobs", "top_logprobs", "logit_bias", "user", "service_tier")
                    .withoutInMessages("name", "refusal", "annotations", "audio", "function_call")
                    .renaming("seed", "random_seed")
                    .knowing("prediction")
                    .knowingParts("file", "input_audio")
                    .reasoning(Wish.EFFORT_HIGH_OR_NONE, History.THINKING_PART)
                    .with(
                            Quirk.NO_STREAM_OPTIONS,
                            Quirk.REQUIRED_IS_ANY,
                            Quirk.PREFIX,
                            Quirk.SHORT_TOOL_IDS,
                            Quirk.MISTRAL_PARTS))
            .offering(Operation.EMBED, Operation.TRANSCRIBE, Operation.MODERATE)
            .embedding(Map.of("input_type", "", "user", "", "dimensions", "output_dimension"), Map.of());

    // https://console.groq.com/docs/openai: what is not supported; a member that it does not know is HTTP 400
    static final Service GROQ = Service.of(Wording.COMMON
                    .without(OPENAI_ALONE)
                    .without("logprobs", "top_logprobs", "logit_bias", "prompt_cache_key")
                    .withoutInMessages("name", "refusal", "annotations", "audio")
                    .reasoning(Wish.EFFORT_AND_INCLUDE, History.REASONING)
                    .with(Quirk.ONE_CHOICE, Quirk.ON_DEMAND_TIER, Quirk.USAGE_IN_X_GROQ, Quirk.TEXT_RESULTS))
            .offering(Operation.TRANSCRIBE, Operation.SPEECH);

    // https://api-docs.deepseek.com/api/create-chat-completion
    static final Service DEEPSEEK = Service.of(MAX_TOKENS
            .without(OPENAI_ALONE)
            .without("seed", "n", "logit_bias", "parallel_tool_calls", "metadata", "service_tier", "prompt_cache_key")
            .knowing("thinking")
            .withTools("function")
            .reasoning(Wish.EFFORT_AND_THINKING, History.REASONING_CONTENT_WITH_TOOLS)
            .with(Quirk.PREFIX, Quirk.BETA_PATH, Quirk.SCHEMA_BY_TOOL, Quirk.TEXT_RESULTS));

    // https://docs.x.ai/developers/rest-api-reference/inference/chat-completions
    static final Service XAI = Service.of(Wording.COMMON
                    .without(OPENAI_ALONE)
                    .without("logit_bias", "metadata")
                    .knowing("web_search_options")
                    .knowingParts("file")
                    .without(Quirk.NO_DEVELOPER)
                    .with(Quirk.REASONING_TOKENS_APART, Quirk.SOURCES_BESIDE_CHOICES, Quirk.NOT_DEFERRED))
            .offering(Operation.IMAGE);

    // https://docs.together.ai/reference/chat-completions-1
    static final Service TOGETHER = Service.of(MAX_TOKENS
                    .without(OPENAI_ALONE)
                    .without("metadata", "service_tier", "prompt_cache_key")
                    .knowing("top_k", "min_p", "repetition_penalty")
                    .knowingParts("video_url")
                    .reasoning(Wish.EFFORT_AND_SWITCH, History.REASONING))
            .offering(Operation.EMBED, Operation.RERANK, Operation.IMAGE, Operation.SPEECH, Operation.TRANSCRIBE);

    // https://docs.fireworks.ai/api-reference/post-chatcompletions
    static final Service FIREWORKS = Service.of(Wording.COMMON
                    .without(OPENAI_ALONE)
                    .knowing("prediction", "thinking", "top_k", "min_p", "repetition_penalty"))
            .offering(Operation.EMBED, Operation.RERANK);

    // https://openrouter.ai/docs/api/reference/parameters: the canonical form has its words for reasoning and caching
    // from there
    static final Service OPENROUTER = Service.of(Wording.COMMON
                    .knowing("cache_control", "top_k", "min_p", "repetition_penalty", "web_search_options")
                    .knowingParts("video_url", "input_audio", "file")
                    .knowingCacheControl()
                    .reasoning(Wish.CANONICAL, History.CANONICAL)
                    .without(Quirk.NO_DEVELOPER, Quirk.NO_ALLOWED_TOOLS)
                    .with(Quirk.URL_AS_FILE_DATA))
            .offering(Operation.EMBED)
            .embedding(Map.of(), Map.of());

    // https://docs.perplexity.ai/api-reference/chat-completions-post
    static final Service PERPLEXITY = Service.of(MAX_TOKENS
            .without(OPENAI_ALONE)
            .without("tools", "tool_choice", "parallel_tool_calls")
            .without("seed", "logit_bias", "user", "metadata", "service_tier", "prompt_cache_key")
            .knowing("top_k", "web_search_options")
            .knowingParts("file", "video_url")
            .reasoning(Wish.EFFORT, History.NOT_AT_ALL)
            .with(Quirk.NO_STREAM_OPTIONS, Quirk.FILE_URL_PARTS, Quirk.SOURCES_BESIDE_CHOICES));

    // https://docs.api.nvidia.com/nim/reference/llm-apis; embeddings:
    // https://docs.nvidia.com/nim/nemo-retriever/text-embedding/latest/reference.html
    static final Service NVIDIA = Service.of(MAX_TOKENS
                    .without(OPENAI_ALONE)
                    .without("metadata", "service_tier", "prompt_cache_key")
                    .knowing("top_k", "min_p", "repetition_penalty")
                    .knowingParts("video_url", "input_audio"))
            .offering(Operation.EMBED)
            .embedding(Map.of(), Map.of("search_query", "query", "search_document", "passage"));

    // https://huggingface.co/docs/inference-providers/tasks/chat-completion
    static final Service HUGGINGFACE = Service.of(MAX_TOKENS
            .without(OPENAI_ALONE)
            .without("metadata", "service_tier", "prompt_cache_key")
            .knowing("top_k", "min_p", "repetition_penalty")
            .knowingParts("video_url", "input_audio"));

    // https://api.jina.ai/redoc: `task` for what is embedded, `embedding_type` for how
    static final Service JINA = Service.of(Wording.COMMON)
            .offeringOnly(Operation.EMBED, Operation.RERANK)
            .embedding(
                    Map.of("input_type", "task", "encoding_format", "embedding_type", "user", ""),
                    Map.of(
                            "search_query", "retrieval.query",
                            "search_document", "retrieval.passage",
                            "clustering", "separation",
                            "classification", "classification"));

    // https://docs.voyageai.com/reference/embeddings-api, https://docs.voyageai.com/reference/reranker-api
    static final Service VOYAGE = Service.of(Wording.COMMON.with(Quirk.TEXT_DOCUMENTS))
            .offeringOnly(Operation.EMBED, Operation.RERANK)
            .embedding(
                    Map.of("dimensions", "output_dimension", "user", ""),
                    Map.of("search_query", "query", "search_document", "document"))
            .ranking(Map.of("top_n", "top_k"));

    // https://docs.ollama.com/api/openai-compatibility
    static final Service OLLAMA = Service.of(MAX_TOKENS
                    .without(OPENAI_ALONE)
                    .without("n", "logit_bias", "tool_choice", "parallel_tool_calls", "metadata", "service_tier")
                    .reasoning(Wish.EFFORT, History.REASONING))
            .offering(Operation.EMBED);

    // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
    static final Service VLLM = Service.of(Wording.COMMON
                    .knowing("top_k", "min_p", "repetition_penalty")
                    .knowingParts("video_url", "input_audio")
                    .with(Quirk.TEXT_DOCUMENTS))
            .offering(Operation.EMBED, Operation.RERANK, Operation.TRANSCRIBE);

    // https://lmstudio.ai/docs/app/api/endpoints/openai
    static final Service LM_STUDIO = Service.of(
                    MAX_TOKENS.knowing("top_k").renaming("repetition_penalty", "repeat_penalty"))
            .offering(Operation.EMBED);

    // https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
    static final Service LLAMA_CPP = Service.of(Wording.COMMON
                    .knowing("top_k", "min_p")
                    .renaming("repetition_penalty", "repeat_penalty")
                    .knowingParts("input_audio")
                    .with(Quirk.TEXT_DOCUMENTS))
            .offering(Operation.EMBED, Operation.RERANK);

    private Services() {}
}
