package io.serai.providers.responses;

import io.serai.api.call.Operation;
import io.serai.api.chat.ReasoningWish;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chat request as {@code POST /v1/responses} wants it (<a
 * href="https://platform.openai.com/docs/api-reference/responses/create">source</a>).
 */
final class RequestWriter {

    /** Called the same in both APIs, or known to Responses alone. */
    private static final Set<String> SAME = Set.of(
            "temperature",
            "top_p",
            "top_logprobs",
            "parallel_tool_calls",
            "metadata",
            "service_tier",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "previous_response_id",
            "conversation",
            "truncation",
            "prompt",
            "max_tool_calls",
            "context_management",
            "moderation");

    /** Written in a place of their own, or true of the transport only. */
    private static final Set<String> ELSEWHERE = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "simulate",
            "extra_body",
            "reasoning",
            "reasoning_effort",
            "verbosity",
            "response_format",
            "tools",
            "tool_choice",
            "max_tokens",
            "max_completion_tokens",
            "logprobs",
            "include",
            "store");

    /** Of {@code POST /v1/responses/input_tokens}. */
    private static final Set<String> COUNTED = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning",
            "text",
            "truncation",
            "previous_response_id",
            "conversation");

    /** What OpenAI's models that reason are called: <a href="https://platform.openai.com/docs/guides/reasoning">reasoning models</a>. */
    private static final List<String> REASONING = List.of("o1", "o3", "o4", "gpt-5", "codex", "computer-use");

    private static final String ENCRYPTED = "reasoning.encrypted_content";

    private final Asked asked;
    private final Map<String, Object> request;
    private final List<String> dropped = new ArrayList<>();

    RequestWriter(Asked asked) {
        this.asked = asked;
        this.request = asked.request();
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked.model());
        body.put("input", new InputItems(dropped).of(request.get("messages")));
        request.forEach((name, value) -> {
            if (SAME.contains(name) && value != null) {
                body.put(name, value);
            }
        });
        limit(body);
        text(body);
        reasoning(body);
        ToolWriter tools = new ToolWriter(dropped);
        tools.write(request, body);
        include(body);
        // Responses keeps answers unless told otherwise, chat completions does not.
        body.put("store", Boolean.TRUE.equals(request.get("store")));
        if (asked.delivery() == Delivery.STREAM) {
            body.put("stream", true);
        }
        rest();
        extra(body);
        if (asked.operation() == Operation.COUNT_TOKENS) {
            body.keySet().retainAll(COUNTED);
        }
        return body;
    }

    List<String> dropped() {
        return asked.operation() == Operation.COUNT_TOKENS ? List.of() : dropped;
    }

    private void limit(Map<String, Object> body) {
        Object limit = request.get("max_completion_tokens");
        Object given = limit == null ? request.get("max_tokens") : limit;
        if (given != null) {
            body.put("max_output_tokens", given);
        }
    }

    private void text(Map<String, Object> body) {
        Map<String, Object> text = new LinkedHashMap<>();
        if (request.get("response_format") instanceof Map<?, ?> format) {
            if (format.get("json_schema") instanceof Map<?, ?> schema) {
                Map<Object, Object> flat = new LinkedHashMap<>();
                flat.put("type", "json_schema");
                flat.putAll(schema);
                text.put("format", flat);
            } else if (!"text".equals(format.get("type"))) {
                text.put("format", format);
            }
        }
        if (request.get("verbosity") != null) {
            text.put("verbosity", request.get("verbosity"));
        }
        if (!text.isEmpty()) {
            body.put("text", text);
        }
    }

    private void reasoning(Map<String, Object> body) {
        Map<Object, Object> reasoning = new LinkedHashMap<>();
        if (request.get("reasoning") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                switch (String.valueOf(name)) {
                    case "max_tokens", "exclude" -> dropped.add("reasoning." + name);
                    case "enabled" -> {}
                    default -> reasoning.put(name, value);
                }
            });
        }
        ReasoningWish.in(request).ifPresent(wish -> {
            if (wish.isOff()) {
                reasoning.put("effort", "none");
            } else {
                wish.effort().ifPresent(effort -> reasoning.put("effort", effort));
            }
        });
        if (!reasoning.isEmpty()) {
            body.put("reasoning", reasoning);
        }
    }

    /** Reasoning comes back in a form that can be sent again only to those who ask: what is not kept there must be kept here. */
    private void include(Map<String, Object> body) {
        List<Object> include = new ArrayList<>();
        if (request.get("include") instanceof List<?> given) {
            include.addAll(given);
        }
        if (Boolean.TRUE.equals(request.get("logprobs")) || request.get("top_logprobs") != null) {
            add(include, "message.output_text.logprobs");
        }
        if (body.containsKey("reasoning") || REASONING.stream().anyMatch(asked.model()::startsWith)) {
            add(include, ENCRYPTED);
        }
        if (!include.isEmpty()) {
            body.put("include", include);
        }
    }

    private static void add(List<Object> include, String wanted) {
        if (!include.contains(wanted)) {
            include.add(wanted);
        }
    }

    private void rest() {
        request.forEach((name, value) -> {
            if (value != null && !SAME.contains(name) && !ELSEWHERE.contains(name) && !meansNothing(name, value)) {
                dropped.add(name);
            }
        });
    }

    /** Asks for what happens anyway. */
    private static boolean meansNothing(String name, Object value) {
        return switch (name) {
            case "n" -> Integer.valueOf(1).equals(value);
            case "frequency_penalty", "presence_penalty" -> value instanceof Number n && n.doubleValue() == 0;
            case "modalities" -> List.of("text").equals(value);
            case "stop", "logit_bias" ->
                (value instanceof List<?> l && l.isEmpty()) || (value instanceof Map<?, ?> m && m.isEmpty());
            default -> false;
        };
    }

    private void extra(Map<String, Object> body) {
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> {
                if (!"model".equals(name) && !"stream".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
    }
}
