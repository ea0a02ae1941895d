package io.serai.providers.compatible;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds the canonical names to a message, a delta or a choice that says the same under others; what the service said stays. */
final class ChoiceReader {

    private static final String FINISH = "finish_reason";

    /** What services say in place of OpenAI's finish reasons. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            // Together: https://docs.together.ai/reference/chat-completions-1
            Map.entry("eos", "stop"),
            // Text Generation Inference, behind Hugging Face's router:
            // https://huggingface.co/docs/text-generation-inference
            Map.entry("eos_token", "stop"),
            Map.entry("stop_sequence", "stop"),
            // xAI's and Anthropic's models behind routers
            Map.entry("end_turn", "stop"),
            // Mistral: https://docs.mistral.ai/api/#tag/chat
            Map.entry("model_length", "length"),
            Map.entry("max_tokens", "length"),
            // DeepSeek: the answer was cut off, https://api-docs.deepseek.com/api/create-chat-completion
            Map.entry("insufficient_system_resource", "length"),
            Map.entry("tool_use", "tool_calls"));

    private ChoiceReader() {}

    /** A message or a delta. Together, Groq, OpenRouter, vLLM and Ollama say {@code reasoning}. */
    static void read(Wording wording, Map<String, Object> message) {
        if (wording.is(Quirk.MISTRAL_PARTS)) {
            MistralParts.read(message);
        }
        if (message.get("reasoning") instanceof String reasoning && message.get("reasoning_content") == null) {
            message.put("reasoning_content", reasoning);
        }
    }

    /**
     * What ended a choice, where it is an error, or null: OpenRouter's is a member of it (<a
     * href="https://openrouter.ai/docs/api/reference/errors-and-debugging">errors</a>), Mistral's a finish reason and no more (<a
     * href="https://docs.mistral.ai/api/#tag/chat">finish_reason</a>).
     */
    static @Nullable SeraiException failure(Map<String, Object> choice, ProviderErrors errors) {
        SeraiException error = errors.within(choice);
        return error == null && "error".equals(choice.get(FINISH)) ? errors.event(choice) : error;
    }

    /** The finish reason in OpenAI's words, and the service's own beside it. */
    static void finish(Map<String, Object> choice) {
        Object said = choice.get(FINISH);
        String canonical = said instanceof String word ? REASONS.get(word) : null;
        if (canonical != null) {
            choice.put(FINISH, canonical);
            if (choice.get("native_finish_reason") == null) {
                choice.put("native_finish_reason", said);
            }
        }
    }

    /** Calls without an id, as some model servers make them, are named after the answer. */
    static void ids(Map<String, Object> message, @Nullable Object answerId) {
        if (!(message.get("tool_calls") instanceof List<?> calls)) {
            return;
        }
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i) instanceof Map<?, ?> call && isMissing(call.get("id"))) {
                cast(call).put("id", id(answerId, i));
            }
        }
    }

    static String id(@Nullable Object answerId, int position) {
        return "call_" + (answerId == null ? "" : answerId + "_") + position;
    }

    static boolean isMissing(@Nullable Object name) {
        return name == null || "".equals(name);
    }

    /** {@code search_results} and {@code citations} beside the choices, as OpenAI's annotations; empty where there are none. */
    static List<Object> sources(Map<String, Object> answer) {
        List<Object> annotations = new ArrayList<>(0);
        if (answer.get("search_results") instanceof List<?> results && !results.isEmpty()) {
            for (Object result : results) {
                if (result instanceof Map<?, ?> found && found.get("url") instanceof String url) {
                    annotations.add(citation(url, found.get("title")));
                }
            }
        } else if (answer.get("citations") instanceof List<?> urls) {
            for (Object url : urls) {
                if (url instanceof String text) {
                    annotations.add(citation(text, null));
                }
            }
        }
        return annotations;
    }

    private static Map<String, Object> citation(String url, @Nullable Object title) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("url", url);
        if (title instanceof String text) {
            source.put("title", text);
        }
        Map<String, Object> annotation = new LinkedHashMap<>();
        annotation.put("type", "url_citation");
        annotation.put("url_citation", source);
        return annotation;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
