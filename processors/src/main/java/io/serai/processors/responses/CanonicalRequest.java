package io.serai.processors.responses;

import io.serai.api.chat.ChatRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in the canonical form. */
final class CanonicalRequest {

    /** Of {@code include}: what this front end answers itself. */
    static final String LOGPROBS = "message.output_text.logprobs";

    static final String ENCRYPTED = "reasoning.encrypted_content";

    private final Map<String, Object> request = new LinkedHashMap<>();

    private CanonicalRequest() {}

    /** @param messages what {@code input}, and all that went before it, comes to */
    static Map<String, Object> of(Map<String, Object> asked, List<Object> messages) {
        CanonicalRequest canonical = new CanonicalRequest();
        asked.forEach((name, value) -> canonical.member(name, value, asked, messages));
        if (Items.object(asked.get("text")).get("format") != null) {
            canonical.format(Items.object(Items.object(asked.get("text")).get("format")));
        }
        return canonical.request;
    }

    private void member(String name, @Nullable Object value, Map<String, Object> asked, List<Object> messages) {
        switch (name) {
            case "input" -> request.put("messages", withInstructions(asked.get("instructions"), messages));
            // Kept and told by the gateway itself, or refused before.
            case "instructions",
                    "previous_response_id",
                    "store",
                    "stream_options",
                    "background",
                    "conversation",
                    "prompt" -> {}
            case "max_output_tokens" -> put("max_completion_tokens", value);
            case "reasoning" -> reasoning(Items.object(value));
            case "text" -> text(Items.object(value));
            case "tools" -> {
                if (value != null) {
                    request.put("tools", ToolTranslation.tools(value));
                }
            }
            case "tool_choice" -> put(name, value == null ? null : ToolTranslation.choice(value));
            case "top_logprobs" -> {
                put(name, value);
                if (value instanceof Number count && count.intValue() > 0) {
                    request.put("logprobs", true);
                }
            }
            case "include" -> include(value);
            case "truncation" -> put(name, "disabled".equals(value) ? null : value);
            default -> put(name, value);
        }
    }

    private static List<Object> withInstructions(@Nullable Object instructions, List<Object> messages) {
        if (!(instructions instanceof String text)) {
            return messages;
        }
        List<Object> all = new ArrayList<>(messages.size() + 1);
        all.add(ChatRequest.message("system", text));
        all.addAll(messages);
        return all;
    }

    /** Chat completions know the effort by a name of its own. */
    private void reasoning(Map<String, Object> wish) {
        Map<String, Object> rest = new LinkedHashMap<>();
        wish.forEach((name, value) -> {
            if (value == null) {
                return;
            }
            switch (name) {
                case "effort" -> request.put("reasoning_effort", value);
                // The older name of the same.
                case "generate_summary" -> rest.putIfAbsent("summary", value);
                default -> rest.put(name, value);
            }
        });
        if (!rest.isEmpty()) {
            request.put("reasoning", rest);
        }
    }

    private void text(Map<String, Object> text) {
        Map<String, Object> rest = new LinkedHashMap<>();
        text.forEach((name, value) -> {
            switch (name) {
                case "format" -> {}
                case "verbosity" -> put(name, value);
                default -> rest.put(name, value);
            }
        });
        if (!rest.isEmpty()) {
            request.put("text", rest);
        }
    }

    private void format(Map<String, Object> format) {
        switch (Items.string(format, "type")) {
            case "text" -> {}
            case "json_schema" -> {
                Map<String, Object> schema = new LinkedHashMap<>(format);
                schema.remove("type");
                schema.values().removeIf(value -> value == null);
                Map<String, Object> wanted = new LinkedHashMap<>();
                wanted.put("type", "json_schema");
                wanted.put("json_schema", schema);
                request.put("response_format", wanted);
            }
            default -> request.put("response_format", format);
        }
    }

    private void include(@Nullable Object include) {
        List<Object> rest = new ArrayList<>();
        if (include instanceof List<?> wanted) {
            for (Object each : wanted) {
                if (LOGPROBS.equals(each)) {
                    request.put("logprobs", true);
                } else if (!ENCRYPTED.equals(each)) {
                    rest.add(each);
                }
            }
        }
        if (!rest.isEmpty()) {
            request.put("include", rest);
        }
    }

    /** SDKs write null where nothing is said. */
    private void put(String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
