package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request to the Messages API in the canonical form. Members that have no word there ({@code mcp_servers}, {@code container},
 * {@code context_management}, {@code inference_geo} …) stand at its top as they are.
 */
final class CanonicalRequest {

    private static final Set<String> SAID_OF_OUTPUT = Set.of("effort", "format");

    private final Map<String, Object> request = new LinkedHashMap<>();
    private final Map<String, Object> reasoning = new LinkedHashMap<>();

    private CanonicalRequest() {}

    /**
     * @param given checked by {@link MessagesRules}; stays as it is
     * @param betas what the header {@code anthropic-beta} lists
     */
    static Map<String, Object> of(Map<String, Object> given, List<String> betas) {
        CanonicalRequest canonical = new CanonicalRequest();
        canonical.request.put("model", given.get("model"));
        canonical.request.put("messages", messages(given));
        given.forEach((name, value) -> {
            if (value != null) {
                canonical.add(name, value, given);
            }
        });
        if (!canonical.reasoning.isEmpty()) {
            canonical.request.put("reasoning", canonical.reasoning);
        }
        if (!betas.isEmpty()) {
            canonical.request.put("betas", betas);
        }
        return canonical.request;
    }

    private static List<Object> messages(Map<String, Object> given) {
        List<Object> messages = new ArrayList<>();
        Object system = given.get("system");
        if (system instanceof String || (system instanceof List<?> blocks && !blocks.isEmpty())) {
            messages.add(UserTurn.message("system", Parts.content(system)));
        }
        int position = 0;
        for (Block message : Block.in(given.get("messages"))) {
            Object content = message.map().get("content");
            switch (message.string("role")) {
                case "assistant" -> messages.add(AssistantTurn.message(content, position));
                case "system" -> messages.add(UserTurn.message("system", Parts.content(content)));
                default -> UserTurn.tell(content, messages);
            }
            position++;
        }
        return messages;
    }

    private void add(String name, Object value, Map<String, Object> given) {
        switch (name) {
            case "model", "messages", "system" -> {}
            case "stop_sequences" -> {
                if (value instanceof List<?> list && !list.isEmpty()) {
                    request.put("stop", value);
                }
            }
            case "metadata" -> metadata(new Block(object(value)));
            // OpenAI's words: `default` is the tier of those who pay for no other.
            case "service_tier" -> request.put(name, value.equals("standard_only") ? "default" : value);
            case "tools" -> request.put(name, value instanceof List<?> tools ? Tools.of(tools) : value);
            case "tool_choice" -> Tools.choose(object(value), request);
            case "thinking" -> thinking(new Block(object(value)));
            case "output_config" -> output(new Block(object(value)), given);
            case "output_format" -> format(new Block(object(value)));
            default -> request.put(name, value);
        }
    }

    private void metadata(Block metadata) {
        if (metadata.map().get("user_id") instanceof String user) {
            request.put("user", user);
        }
        Map<String, Object> others = new LinkedHashMap<>();
        metadata.copyOthers(Set.of("user_id"), others);
        if (!others.isEmpty()) {
            request.put("metadata", others);
        }
    }

    /** <a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Source</a>. */
    private void thinking(Block thinking) {
        switch (thinking.type()) {
            case "enabled" -> {
                reasoning.put("enabled", true);
                reasoning.put("max_tokens", thinking.map().get("budget_tokens"));
            }
            case "adaptive" -> reasoning.put("enabled", true);
            case "disabled" -> reasoning.put("enabled", false);
            default -> request.put("thinking", thinking.map());
        }
        switch (thinking.string("display")) {
            case "summarized" -> reasoning.put("summary", "auto");
            case "omitted" -> reasoning.put("exclude", true);
            default -> {}
        }
    }

    /**
     * Effort is asked of the whole answer, which may go without thinking (<a
     * href="https://platform.claude.com/docs/en/build-with-claude/effort">source</a>): alone it is a {@code verbosity}, as on OpenRouter.
     */
    private void output(Block output, Map<String, Object> given) {
        if (output.map().get("effort") instanceof String effort) {
            if (given.get("thinking") == null) {
                request.put("verbosity", effort);
            } else {
                reasoning.put("effort", effort);
            }
        }
        if (output.map().get("format") instanceof Map<?, ?> format) {
            format(new Block(Block.cast(format)));
        }
        Map<String, Object> others = new LinkedHashMap<>();
        output.copyOthers(SAID_OF_OUTPUT, others);
        if (!others.isEmpty()) {
            request.put("output_config", others);
        }
    }

    /** Anthropic's schemas have no name, which OpenAI demands, and are always kept to. */
    private void format(Block format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", "answer");
        schema.put("schema", format.object("schema"));
        schema.put("strict", true);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("type", "json_schema");
        wanted.put("json_schema", schema);
        request.put("response_format", wanted);
    }

    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? Block.cast(map) : Map.of();
    }
}
