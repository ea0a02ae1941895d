package io.serai.providers.ollama;

import io.serai.api.chat.ResponseFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat request in Ollama's words (<a href="https://docs.ollama.com/api/chat">source</a>). What callers put at the top in Ollama's own
 * words ({@code options}, {@code keep_alive}, {@code think}, {@code format}, {@code truncate}, {@code shift}) goes as it is.
 *
 * @param members all but {@code model} and {@code stream}
 * @param dropped what could not be said
 */
record ChatBody(Map<String, Object> members, List<String> dropped) {

    /** Parameters by OpenAI's names, and Ollama's (<a href="https://docs.ollama.com/modelfile#valid-parameters-and-values">source</a>). */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("max_completion_tokens", "num_predict"),
            Map.entry("max_tokens", "num_predict"),
            Map.entry("temperature", "temperature"),
            Map.entry("top_p", "top_p"),
            Map.entry("top_k", "top_k"),
            Map.entry("min_p", "min_p"),
            Map.entry("seed", "seed"),
            Map.entry("presence_penalty", "presence_penalty"),
            Map.entry("frequency_penalty", "frequency_penalty"),
            Map.entry("repetition_penalty", "repeat_penalty"));

    /** Where it goes. */
    String path() {
        return members.containsKey("messages") || !members.containsKey("prompt") ? "/api/chat" : "/api/generate";
    }

    /** @param request in canonical form; it is not changed */
    static ChatBody of(Map<String, Object> request) {
        ChatBody chat = new ChatBody(new LinkedHashMap<>(), new ArrayList<>(0));
        chat.write(request);
        return chat;
    }

    private void write(Map<String, Object> request) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (request.get("options") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> options.put(String.valueOf(name), value));
        }
        request.forEach((name, value) -> member(name, value, options));
        if (!options.isEmpty()) {
            members.put("options", options);
        }
        Tools.write(request, members, dropped);
        Think.write(request, members, dropped);
        format(request);
        GenerateTurn.write(request, members, dropped);
        OwnWords.merge(request.get("extra_body"), members);
    }

    private void member(String name, @Nullable Object value, Map<String, Object> options) {
        String option = OPTIONS.get(name);
        if (option != null) {
            // OpenAI's newer name for the limit goes before the older.
            if (value != null && !(name.equals("max_tokens") && options.containsKey(option))) {
                options.put(option, value);
            }
            return;
        }
        switch (name) {
            case "messages" -> members.put(name, new Messages(dropped).write(value));
            case "stop" -> {
                if (value != null) {
                    options.put(name, value instanceof String one ? List.of(one) : value);
                }
            }
            case "options" -> {
                if (value != null && !(value instanceof Map)) {
                    members.put(name, value);
                }
            }
            case "logprobs", "top_logprobs" -> logprobs(name, value);
            case "model", "stream", "stream_options", "simulate", "extra_body" -> {}
            case "tools", "tool_choice", "reasoning", "reasoning_effort", "response_format" -> {}
            default -> other(name, value);
        }
    }

    private void logprobs(String name, @Nullable Object value) {
        boolean usual = value == null || value.equals(false) || value.equals(0);
        if (!usual) {
            members.put(name, value);
        }
    }

    private void other(String name, @Nullable Object value) {
        if (!Foreign.contains(name)) {
            members.put(name, value);
        } else if (!Foreign.saysNothing(name, value)) {
            dropped.add(name);
        }
    }

    /** A schema is always kept to, strict or not; it has no name (<a href="https://docs.ollama.com/capabilities/structured-outputs">source</a>). */
    private void format(Map<String, Object> request) {
        if (!(request.get("response_format") instanceof Map<?, ?> given)) {
            return;
        }
        ResponseFormat format = ResponseFormat.in(request).orElse(null);
        if (format == null) {
            if (!"text".equals(given.get("type"))) {
                dropped.add("response_format");
            }
            return;
        }
        members.put("format", format.schema().isPresent() ? format.schema().get() : "json");
        if (given.get("json_schema") instanceof Map<?, ?> named && named.get("description") != null) {
            dropped.add("response_format.json_schema.description");
        }
    }
}
