package io.serai.providers.cohere;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's body (<a href="https://docs.cohere.com/reference/chat#request">request</a>), without model and stream. Written once. */
final class ChatBody {

    /** Cohere's own words for what a chat may also say: a request may use them at its top. */
    private static final Set<String> OWN = Set.of(
            "documents",
            "citation_options",
            "safety_mode",
            "strict_tools",
            "k",
            "p",
            "stop_sequences",
            "priority",
            "raw_prompting");

    private static final BigDecimal LEAST_P = new BigDecimal("0.01");
    private static final BigDecimal MOST_P = new BigDecimal("0.99");

    private final Map<String, Object> request;
    private final CohereModel model;
    private final ToolSet tools;
    private final Drops drops;
    private final Map<String, Object> body = new LinkedHashMap<>();

    ChatBody(Map<String, Object> request, CohereModel model, ToolSet tools, Drops drops) {
        this.request = request;
        this.model = model;
        this.tools = tools;
        this.drops = drops;
    }

    Map<String, Object> write() {
        MessageWriter messages = new MessageWriter(model, drops);
        body.put("messages", messages.write(request.get("messages")));
        tools.addTo(body);
        Object thinking = Thinking.of(request, model, drops);
        if (thinking != null) {
            body.put("thinking", thinking);
        }
        request.forEach(this::member);
        documents(messages.documents());
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> {
                if (!"model".equals(name) && !"stream".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
        return body;
    }

    private void member(String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (name) {
            case "model",
                    "messages",
                    "tools",
                    "tool_choice",
                    "response_format",
                    "reasoning",
                    "reasoning_effort",
                    "thinking",
                    "extra_body",
                    "stream",
                    "stream_options",
                    "simulate",
                    "user" -> {}
            case "max_tokens" -> {
                if (request.get("max_completion_tokens") == null) {
                    body.put(name, value);
                }
            }
            case "max_completion_tokens" -> body.put("max_tokens", value);
            case "temperature", "seed" -> body.put(name, value);
            case "top_p" -> body.put("p", withinLimits(value));
            case "top_k" -> body.put("k", value);
            case "frequency_penalty", "presence_penalty" -> penalty(name, value);
            case "stop" -> stop(value);
            case "logprobs" -> {
                if (Boolean.TRUE.equals(value)) {
                    body.put(name, true);
                }
            }
            default -> rest(name, value);
        }
    }

    /** "min value of 0.01, max value of 0.99": OpenAI's range is from 0 to 1, and clients say 1 for no limit. */
    private static Object withinLimits(Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        BigDecimal p = new BigDecimal(number.toString());
        return p.compareTo(BigDecimal.ONE) <= 0 && p.signum() >= 0
                ? (p.compareTo(MOST_P) > 0 ? MOST_P : p.compareTo(LEAST_P) < 0 ? LEAST_P : value)
                : value;
    }

    /** Some models bear one of the two only ("cannot specify both"), and clients send both with their default. */
    private void penalty(String name, Object value) {
        if (!(value instanceof Number number && number.doubleValue() == 0)) {
            body.put(name, value);
        }
    }

    private void stop(Object value) {
        if (value instanceof String one) {
            body.put("stop_sequences", List.of(one));
        } else if (!List.of().equals(value)) {
            body.put("stop_sequences", value);
        }
    }

    private void rest(String name, Object value) {
        if (OWN.contains(name)) {
            body.put(name, value);
        } else if (!isDefault(name, value)) {
            drops.add(name);
        }
    }

    /** Documents that came in a message join those that stand beside the messages. */
    private void documents(List<Object> found) {
        if (found.isEmpty()) {
            return;
        }
        List<Object> all = new ArrayList<>();
        if (body.get("documents") instanceof List<?> given) {
            all.addAll(given);
        }
        all.addAll(found);
        body.put("documents", all);
    }

    /** Whether a member says what would be so without it. */
    private static boolean isDefault(String name, Object value) {
        return switch (name) {
            case "n" -> value instanceof Number n && n.intValue() == 1;
            case "top_logprobs" -> value instanceof Number n && n.intValue() == 0;
            case "parallel_tool_calls" -> Boolean.TRUE.equals(value);
            case "store", "deferred" -> Boolean.FALSE.equals(value);
            case "service_tier" -> "auto".equals(value) || "default".equals(value);
            case "verbosity" -> "medium".equals(value);
            case "modalities" -> List.of("text").equals(value);
            case "logit_bias", "metadata" -> value instanceof Map<?, ?> map && map.isEmpty();
            case "repetition_penalty" -> value instanceof Number n && n.doubleValue() == 1;
            case "min_p" -> value instanceof Number n && n.doubleValue() == 0;
            default -> false;
        };
    }
}
