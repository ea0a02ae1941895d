package io.serai.providers.anthropic;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A canonical request in the words of the <a href="https://platform.claude.com/docs/en/api/messages/create">Messages API</a>. */
final class MessagesRequest {

    /** Said elsewhere, or of no meaning to Anthropic. */
    private static final Set<String> HANDLED = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "simulate",
            "extra_body",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "reasoning",
            "reasoning_effort",
            "verbosity",
            "thinking",
            "output_config",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "stop_sequences",
            "user",
            "safety_identifier",
            "metadata",
            "service_tier",
            "system",
            "betas",
            "anthropic_beta");

    /** https://platform.claude.com/docs/en/api/messages/count_tokens: what can be counted; the rest is refused. */
    private static final Set<String> COUNTED = Set.of(
            "anthropic_version",
            "model",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "cache_control",
            "speed",
            "mcp_servers",
            "context_management");

    private static final int USER_ID_CHARS = 512;

    private final Asked asked;
    private final Map<String, Object> request;
    private final AnthropicSettings settings;
    private final ClaudeModel model;
    private final Dropped dropped = new Dropped();
    private final SafeNames names = new SafeNames();
    private final ToolSet tools;
    private final AnswerFormat format;
    private final Outgoing outgoing;

    MessagesRequest(Asked asked, AnthropicSettings settings) {
        this.asked = asked;
        this.request = asked.request();
        this.settings = settings;
        this.model = ClaudeModel.of(asked.model());
        Schemas schemas = new Schemas(dropped);
        this.tools = new ToolSet(model, names, schemas, dropped);
        this.format = new AnswerFormat(model, tools, schemas, dropped);
        this.outgoing = write();
    }

    Outgoing outgoing() {
        return outgoing;
    }

    /** The tool whose call is the answer; null where there is none. */
    @Nullable
    String answerTool() {
        return format.tool();
    }

    SafeNames names() {
        return names;
    }

    /** Whether the answer may have blocks that have no word in the canonical form: tools that Anthropic runs, citations. */
    boolean leadsToOwnBlocks() {
        return tools.isRunByProvider()
                || request.containsKey("mcp_servers")
                || request.containsKey("container")
                || request.containsKey("context_management")
                || request.containsKey("compaction")
                || asksForCitations();
    }

    private boolean asksForCitations() {
        if (request.get("messages") instanceof List<?> messages) {
            for (Object message : messages) {
                if (message instanceof Map<?, ?> map && map.get("content") instanceof List<?> parts) {
                    for (Object part : parts) {
                        if (part instanceof Map<?, ?> members && members.get("citations") instanceof Map<?, ?>) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private Outgoing write() {
        Map<String, Object> body = new LinkedHashMap<>();
        settings.flavor().begin(body, asked.operation(), asked.model());
        int maxTokens = maxTokens();
        body.put("max_tokens", maxTokens);
        Conversation conversation = new Conversation(model, settings.flavor(), names, dropped);
        conversation.add(request.get("messages") instanceof List<?> messages ? messages : List.of());
        tools.read(request);
        ThinkingPlan plan = ThinkingPlan.of(request, model, maxTokens, dropped);
        format.read(request, plan);
        if (plan.hasBudget() && (tools.isForced() || conversation.continuesWithoutThinking())) {
            // Anthropic: "Thinking may not be enabled when tool_choice forces tool use"; "Expected `thinking`, but
            // found
            // `tool_use`".
            plan = plan.given(dropped);
        }
        writeConversation(body, conversation, outputConfig(plan));
        if (plan.thinking() != null) {
            body.put("thinking", plan.thinking());
        }
        tools.write(body);
        if (asked.operation() == Operation.COUNT_TOKENS) {
            request.forEach((name, value) -> {
                if (value != null && !HANDLED.contains(name)) {
                    body.put(name, value);
                }
            });
            body.keySet().retainAll(COUNTED);
        } else {
            writeMembers(body, plan);
            if (asked.delivery() == Delivery.STREAM) {
                body.put("stream", true);
            }
        }
        extra(body);
        return new Outgoing(
                settings.flavor().path(asked.operation(), asked.model(), asked.delivery()),
                headers(body),
                Json.write(body),
                dropped.paths());
    }

    /** Anthropic refuses a request without; clients of OpenAI's API, where the model's own limit counts, rarely send one. */
    private int maxTokens() {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (request.get(name) instanceof Number number) {
                return number.intValue();
            }
        }
        return settings.mostOutput(model);
    }

    private void writeConversation(Map<String, Object> body, Conversation conversation, Map<String, Object> config) {
        List<Object> system = new ArrayList<>(1);
        Object own = request.get("system");
        if (own instanceof String text && !text.isBlank()) {
            system.add(ContentBlocks.text(text));
        } else if (own instanceof List<?> blocks) {
            system.addAll(blocks);
        }
        List<Object> messages = conversation.messages();
        system.addAll(conversation.system());
        format.write(config, system);
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        body.put("messages", messages);
        if (!config.isEmpty()) {
            body.put("output_config", config);
        }
    }

    private Map<String, Object> outputConfig(ThinkingPlan plan) {
        Map<String, Object> config = new LinkedHashMap<>(4);
        String effort = plan.effort() == null ? effortAlone() : plan.effort();
        if (effort != null) {
            config.put("effort", effort);
        }
        if (request.get("output_config") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> config.put(String.valueOf(name), value));
        }
        return config;
    }

    /**
     * How thorough the answer is to be, whether the model thinks or not: {@code verbosity} on <a
     * href="https://openrouter.ai/docs/api/reference/parameters">OpenRouter</a>, for Claude.
     */
    private @Nullable String effortAlone() {
        if (!(request.get("verbosity") instanceof String wanted)) {
            return null;
        }
        if (model.efforts().isEmpty()) {
            if (!wanted.equals("medium")) {
                dropped.add("verbosity");
            }
            return null;
        }
        return ThinkingPlan.level(wanted, model.efforts(), "verbosity", dropped);
    }

    private void writeMembers(Map<String, Object> body, ThinkingPlan plan) {
        new Sampling(model, plan, dropped).write(request, body);
        stop(body);
        user(body);
        serviceTier(body);
        for (Map.Entry<String, Object> member : request.entrySet()) {
            String name = member.getKey();
            Object value = member.getValue();
            if (value == null || HANDLED.contains(name)) {
                continue;
            }
            if (!ForeignMembers.contains(name)) {
                body.put(name, value);
            } else if (!ForeignMembers.isDefault(name, value)) {
                dropped.add(name);
            }
        }
    }

    private void stop(Map<String, Object> body) {
        List<Object> sequences = new ArrayList<>(2);
        Object stop = request.get("stop");
        stop("stop", stop instanceof String text ? List.of(text) : stop, sequences);
        stop("stop_sequences", request.get("stop_sequences"), sequences);
        if (!sequences.isEmpty()) {
            body.put("stop_sequences", sequences);
        }
    }

    /** Anthropic: "stop_sequences: each stop sequence must contain non-whitespace". */
    private void stop(String name, @Nullable Object given, List<Object> sequences) {
        if (given instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof String text && !text.isBlank()) {
                    sequences.add(text);
                } else {
                    dropped.add(name + "[" + i + "]");
                }
            }
        }
    }

    /** Anthropic's {@code metadata} knows {@code user_id} alone. */
    private void user(Map<String, Object> body) {
        Object user = request.get("safety_identifier");
        user = user == null ? request.get("user") : user;
        if (request.get("metadata") instanceof Map<?, ?> metadata) {
            for (Map.Entry<?, ?> member : metadata.entrySet()) {
                if ("user_id".equals(member.getKey())) {
                    user = member.getValue();
                } else {
                    dropped.add("metadata." + member.getKey());
                }
            }
        }
        if (user instanceof String id && !id.isEmpty()) {
            if (id.length() <= USER_ID_CHARS) {
                body.put("metadata", Map.of("user_id", id));
            } else {
                dropped.add("user");
            }
        }
    }

    /** https://platform.claude.com/docs/en/api/service-tiers: {@code auto} is priority where it has been bought. */
    private void serviceTier(Map<String, Object> body) {
        Object tier = request.get("service_tier");
        if (tier == null) {
            return;
        }
        switch (String.valueOf(tier)) {
            case "auto" -> {}
            case "priority" -> body.put("service_tier", "auto");
            case "default", "standard", "standard_only" -> body.put("service_tier", "standard_only");
            default -> dropped.add("service_tier");
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

    private Map<String, String> headers(Map<String, Object> body) {
        Set<String> betas = Betas.of(settings.betas(), request, body);
        return betas.isEmpty() ? Map.of() : Map.of("anthropic-beta", String.join(",", betas));
    }
}
