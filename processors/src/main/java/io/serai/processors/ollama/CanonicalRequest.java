package io.serai.processors.ollama;

import io.serai.processors.frontend.Asked;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request to Ollama in the canonical form. What has no word there stays in Ollama's: {@code keep_alive}, {@code truncate},
 * {@code shift}, and {@code options} such as {@code num_ctx}.
 */
final class CanonicalRequest {

    /** Options by OpenAI's names (<a href="https://docs.ollama.com/modelfile#valid-parameters-and-values">source</a>). */
    private static final Map<String, String> OPTIONS = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "top_k", "top_k",
            "min_p", "min_p",
            "seed", "seed",
            "stop", "stop",
            "presence_penalty", "presence_penalty",
            "frequency_penalty", "frequency_penalty",
            "repeat_penalty", "repetition_penalty");

    /** What becomes messages, or is said otherwise. */
    private static final Set<String> TURN = Set.of("model", "messages", "prompt", "system", "images", "name");

    private final Map<String, Object> request = new LinkedHashMap<>();

    private CanonicalRequest() {}

    /** @param given checked by {@link OllamaRules#CHAT}; stays as it is */
    static Map<String, Object> ofChat(Map<String, Object> given) {
        List<?> messages = given.get("messages") instanceof List<?> list ? list : List.of();
        return of(given, new CanonicalMessages().of(messages));
    }

    /** @param given checked by {@link OllamaRules#GENERATE}; stays as it is */
    static Map<String, Object> ofGenerate(Map<String, Object> given) {
        return of(given, CanonicalMessages.ofPrompt(given));
    }

    /** What a request without anything to answer wants: a model goes at once where it is to stay for no time. */
    static Wish loading(Map<String, Object> given) {
        Object keepAlive = given.get("keep_alive");
        boolean isZero = keepAlive instanceof Number number
                ? number.doubleValue() == 0
                : keepAlive instanceof String text && (text.equals("0") || text.equals("0s") || text.equals("0m"));
        return isZero ? Wish.UNLOAD : Wish.LOAD;
    }

    static Asked asked(Map<String, Object> request) {
        return new Asked(
                String.valueOf(request.get("model")), Asked.Form.of(Boolean.TRUE.equals(request.get("stream"))), true);
    }

    private static Map<String, Object> of(Map<String, Object> given, List<Object> messages) {
        CanonicalRequest canonical = new CanonicalRequest();
        canonical.request.put("model", Posted.model(given));
        canonical.request.put("messages", messages);
        // Streams unless told not to.
        canonical.request.put("stream", !Boolean.FALSE.equals(given.get("stream")));
        given.forEach((name, value) -> {
            if (value != null && !TURN.contains(name)) {
                canonical.add(name, value);
            }
        });
        return canonical.request;
    }

    private void add(String name, Object value) {
        switch (name) {
            case "stream" -> {}
            case "options" -> options(value);
            case "format" -> format(value);
            case "think" -> think(value);
            case "tools" -> {
                if (value instanceof List<?> tools && !tools.isEmpty()) {
                    request.put(name, typed(tools));
                }
            }
            // What means the same without being said: clients send all of their members.
            case "suffix", "template" -> {
                if (!value.equals("")) {
                    request.put(name, value);
                }
            }
            case "raw" -> {
                if (value.equals(true)) {
                    request.put(name, value);
                }
            }
            case "context" -> {
                if (!value.equals(List.of())) {
                    request.put(name, value);
                }
            }
            default -> request.put(name, value);
        }
    }

    /** Tools that say that they are functions; Ollama has no others, and takes them without. */
    private static List<Object> typed(List<?> tools) {
        List<Object> typed = new ArrayList<>(tools.size());
        for (Object element : tools) {
            if (element instanceof Map<?, ?> tool && tool.get("type") == null) {
                Map<Object, Object> copy = new LinkedHashMap<>();
                copy.put("type", "function");
                tool.forEach(copy::putIfAbsent);
                typed.add(copy);
            } else {
                typed.add(element);
            }
        }
        return typed;
    }

    private void options(Object given) {
        Map<String, Object> others = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> options) {
            options.forEach((key, value) -> option(String.valueOf(key), value, others));
        }
        if (!others.isEmpty()) {
            request.put("options", others);
        }
    }

    private void option(String name, Object value, Map<String, Object> others) {
        if (value == null) {
            return;
        }
        String canonical = OPTIONS.get(name);
        if (canonical != null) {
            request.put(canonical, value);
        } else if (!name.equals("num_predict")) {
            others.put(name, value);
        } else if (value instanceof Number limit && limit.longValue() > 0) {
            request.put("max_tokens", value);
        } else if (!Integer.valueOf(-1).equals(value)) {
            // -1, as many as it takes, is what all do unless told otherwise; -2 fills the context.
            others.put(name, value);
        }
    }

    private void format(Object format) {
        if (format instanceof Map<?, ?>) {
            Map<String, Object> schema = new LinkedHashMap<>();
            // OpenAI demands a name.
            schema.put("name", "answer");
            schema.put("schema", format);
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("type", "json_schema");
            wanted.put("json_schema", schema);
            request.put("response_format", wanted);
        } else if ("json".equals(format)) {
            request.put("response_format", new LinkedHashMap<>(Map.of("type", "json_object")));
        }
    }

    private void think(Object think) {
        request.put("reasoning", new LinkedHashMap<>(Map.of(think instanceof String ? "effort" : "enabled", think)));
    }
}
