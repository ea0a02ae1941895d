package io.serai.providers.compatible;

/** Where a service that calls itself compatible is not, and no table of words says it. */
public enum Quirk {
    /** Nobody knows what the service knows: its requests are left as they are. */
    NOTHING_KNOWN,
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
    USAGE_IN_X_GROQ,
    /**
     * Tells tokens of reasoning beside {@code completion_tokens}, not among them. xAI: <a
     * href="https://docs.x.ai/developers/rest-api-reference/inference/chat-completions">API reference</a>, whose example has 32 + 9 + 94 =
     * 135.
     */
    REASONING_TOKENS_APART,
    /** Knows system messages, not developer messages, which say the same. */
    NO_DEVELOPER,
    /** Has no {@code tool_choice: {type: allowed_tools}}: it is told of the allowed tools only. */
    NO_ALLOWED_TOOLS,
    /** Says {@code any} for {@code tool_choice: required}. Mistral. */
    REQUIRED_IS_ANY,
    /** Answers with one choice. Groq: <a href="https://console.groq.com/docs/openai">OpenAI compatibility</a>. */
    ONE_CHOICE,
    /**
     * Refuses a conversation that ends with an assistant message, unless that is marked as the answer's {@code prefix}. Mistral: <a
     * href="https://docs.mistral.ai/capabilities/completion/usage">prefix</a>; DeepSeek: <a
     * href="https://api-docs.deepseek.com/guides/chat_prefix_completion">Chat Prefix Completion</a>.
     */
    PREFIX,
    /**
     * Has prefixes and strict tools under {@code /beta}. DeepSeek: <a
     * href="https://api-docs.deepseek.com/guides/chat_prefix_completion">Chat Prefix Completion</a>, <a
     * href="https://api-docs.deepseek.com/guides/tool_calls">Tool Calls</a>.
     */
    BETA_PATH,
    /**
     * Has JSON mode, no JSON schemas. DeepSeek: <a
     * href="https://api-docs.deepseek.com/api/create-chat-completion">response_format</a> is {@code text} or {@code json_object}.
     */
    SCHEMA_BY_TOOL,
    /**
     * Takes ids of tool calls of nine letters and digits only. Mistral: <a
     * href="https://github.com/mistralai/mistral-common/blob/main/src/mistral_common/protocol/instruct/validator.py">mistral-common</a>,
     * {@code ^[a-zA-Z0-9]{9}$}.
     */
    SHORT_TOOL_IDS,
    /**
     * Has documents, audio and citations as parts of content of its own types. Mistral: <a
     * href="https://docs.mistral.ai/api/#tag/chat">API reference</a>.
     */
    MISTRAL_PARTS,
    /**
     * Has documents as {@code {type: file_url}}. Perplexity: <a
     * href="https://docs.perplexity.ai/guides/file-attachments">file attachments</a>.
     */
    FILE_URL_PARTS,
    /**
     * Takes a URL where OpenAI takes data. OpenRouter: <a
     * href="https://openrouter.ai/docs/features/multimodal/pdfs">PDF inputs</a>.
     */
    URL_AS_FILE_DATA,
    /** Takes text and nothing else as the result of a tool. OpenAI: "For tool messages, only type text is supported." */
    TEXT_RESULTS,
    /**
     * Answers a request that is {@code deferred} with a ticket, which nobody could redeem through a gateway. xAI: <a
     * href="https://docs.x.ai/developers/advanced-api-usage/deferred-chat-completions">deferred completions</a>.
     */
    NOT_DEFERRED,
    /**
     * Tells the usage so far in each chunk, and its sources as {@code citations} and {@code search_results} beside the choices.
     * Perplexity: <a href="https://docs.perplexity.ai/api-reference/chat-completions-post">API reference</a>. xAI has {@code citations}.
     */
    SOURCES_BESIDE_CHOICES,
    /** Ranks texts, not objects that hold one. */
    TEXT_DOCUMENTS,
    /**
     * Refuses {@code {"type": "object"}} as the schema of a function's arguments, and {@code {}}: "object schema missing properties".
     * OpenAI: <a href="https://github.com/containers/kubernetes-mcp-server/issues/340">kubernetes-mcp-server#340</a>.
     */
    PROPERTIES_DEMANDED,
    /** Says {@code on_demand} for the service tier that OpenAI calls {@code default}. Groq. */
    ON_DEMAND_TIER
}
