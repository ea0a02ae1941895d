package io.serai.providers.responses;

import io.serai.api.call.Operation;
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
            "text",
            "verbosity",
            "response_format",
            "tools",
            "tool_choice",
            "web_search_options",
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

    /**
     * OpenAI: {@code integer below minimum value. Expected a value >= 16} (<a
     * href="https://github.com/UKGovernmentBEIS/inspect_evals/issues/694">an example</a>).
     */
    private static final int LEAST_TOKENS = 16;

    private static final String ENCRYPTED = "reasoning.encrypted_content";
    private static final String LOGPROBS = "message.output_text.logprobs";

    private final Asked asked;
    private final Map<String, Object> request;
    private final List<String> dropped = new ArrayList<>(0);

    RequestWriter(Asked asked) {
        this.asked = asked;
        this.request = asked.request();
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked.model());
        body.put("input", new InputItems(request, dropped).items());
        members(body);
        limit(body);
        text(body);
        new ReasoningWriter(dropped).write(request, body);
        new ToolWriter(dropped).write(request, body);
        include(body);
        // Responses keeps answers unless told otherwise, chat completions does not.
        body.put("store", Boolean.TRUE.equals(request.get("store")));
        if (asked.delivery() == Delivery.STREAM) {
            stream(body);
        }
        extra(body);
        if (asked.operation() == Operation.COUNT_TOKENS) {
            body.keySet().retainAll(COUNTED);
        }
        return body;
    }

    List<String> dropped() {
        return asked.operation() == Operation.COUNT_TOKENS ? List.of() : dropped;
    }

    private void members(Map<String, Object> body) {
        request.forEach((name, value) -> {
            if (value == null || ELSEWHERE.contains(name)) {
                return;
            }
            if (!ForeignMembers.contains(name, value)) {
                body.put(name, value);
            } else if (!ForeignMembers.isDefault(name, value)) {
                dropped.add(name);
            }
        });
    }

    private void limit(Map<String, Object> body) {
        String name = request.get("max_completion_tokens") == null ? "max_tokens" : "max_completion_tokens";
        Object given = request.get(name);
        if (given instanceof Integer count && count < LEAST_TOKENS) {
            dropped.add(name);
            given = LEAST_TOKENS;
        }
        if (given != null) {
            body.put("max_output_tokens", given);
        }
    }

    private void text(Map<String, Object> body) {
        Map<Object, Object> text = new LinkedHashMap<>();
        if (request.get("text") instanceof Map<?, ?> further) {
            text.putAll(further);
        }
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
        Object verbosity = request.get("verbosity");
        if ("xhigh".equals(verbosity) || "max".equals(verbosity)) {
            // Anthropic's efforts; OpenAI's words end with high.
            dropped.add("verbosity");
            verbosity = "high";
        }
        if (verbosity != null) {
            text.put("verbosity", verbosity);
        }
        if (!text.isEmpty()) {
            body.put("text", text);
        }
    }

    /** Reasoning comes back in a form that can be sent again only to those who ask: what is not kept there must be kept here. */
    private void include(Map<String, Object> body) {
        List<Object> include = new ArrayList<>(2);
        if (request.get("include") instanceof List<?> given) {
            include.addAll(given);
        }
        if (Boolean.TRUE.equals(request.get("logprobs"))
                || (request.get("top_logprobs") instanceof Number count && count.intValue() > 0)) {
            add(include, LOGPROBS);
        }
        if (body.containsKey("reasoning") || ReasoningWriter.reasons(asked.model())) {
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

    /** Usage comes unasked; what is left of a chat's options is the padding of events. */
    private void stream(Map<String, Object> body) {
        body.put("stream", true);
        if (request.get("stream_options") instanceof Map<?, ?> options && options.get("include_obfuscation") != null) {
            body.put("stream_options", Map.of("include_obfuscation", options.get("include_obfuscation")));
        }
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
