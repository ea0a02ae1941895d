package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as the body of <a href="https://ai.google.dev/api/generate-content#request-body">generateContent</a>.
 *
 * @param map the body
 * @param dropped what Gemini can't be told
 */
record ChatBody(Map<String, Object> map, List<String> dropped) {

    /** Members of the body that a request may have at its top, in either spelling, as Gemini's own. */
    private static final Set<String> OWN =
            Set.of("cachedContent", "toolConfig", "labels", "safetySettings", "modelArmorConfig");

    static ChatBody of(Map<String, Object> request, CallShape shape, OfferedTools tools, Surface surface) {
        List<String> dropped = new ArrayList<>(0);
        Map<String, Object> body = new LinkedHashMap<>();
        MediaParts media = new MediaParts(surface, dropped);
        new Conversation(request, shape.model(), shape.names(), media, surface, dropped).write(body);
        tools.write(body, shape, surface, dropped);
        GenerationConfig config = new GenerationConfig(shape.model(), dropped);
        Map<String, Object> own = new LinkedHashMap<>(4);
        for (Map.Entry<String, Object> member : request.entrySet()) {
            Object value = member.getValue();
            if (value != null) {
                take(member.getKey(), value, request, config, own, surface, dropped);
            }
        }
        config.format(request, shape);
        Map<String, Object> thinking = new Thinking(shape.model(), dropped).config(request);
        if (!thinking.isEmpty()) {
            config.put("thinkingConfig", thinking);
        }
        media.resolution().ifPresent(resolution -> config.put("mediaResolution", resolution));
        if (!config.map().isEmpty()) {
            body.put("generationConfig", config.map());
        }
        Map<String, Object> whole = own.isEmpty() ? body : Nodes.merged(body, own);
        return new ChatBody(extended(whole, request.get("extra_body")), dropped);
    }

    private static void take(
            String name,
            Object value,
            Map<String, Object> request,
            GenerationConfig config,
            Map<String, Object> own,
            Surface surface,
            List<String> dropped) {
        if (isSaidElsewhere(name) || config.take(name, value, request)) {
            return;
        }
        String camel = Nodes.camel(name);
        if (camel.equals("serviceTier")) {
            if (value.equals("auto")) {
                return;
            }
            tier(value).ifPresentOrElse(tier -> own.put("serviceTier", tier), () -> dropped.add(name));
        } else if (camel.equals("store") && !surface.isVertex()) {
            // Projects made since October 2026 keep what is said unless they are told not to:
            // https://ai.google.dev/gemini-api/docs/logs-datasets
            own.put(camel, value);
        } else if (OWN.contains(camel) && (surface.isVertex() || !camel.equals("labels"))) {
            own.put(camel, value);
        } else if (!isDefault(name, value)) {
            dropped.add(name);
        }
    }

    private static boolean isSaidElsewhere(String name) {
        return switch (name) {
            case "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "user",
                    "simulate",
                    "extra_body",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "web_search_options",
                    "response_format",
                    "reasoning",
                    "reasoning_effort" -> true;
            default -> false;
        };
    }

    /** What means the same as saying nothing. */
    private static boolean isDefault(String name, Object value) {
        return switch (name) {
            case "store" -> Boolean.FALSE.equals(value);
            case "verbosity" -> "medium".equals(value);
            case "repetition_penalty" -> value instanceof Number n && n.doubleValue() == 1;
            case "min_p" -> value instanceof Number n && n.doubleValue() == 0;
            default -> value instanceof Map<?, ?> map && map.isEmpty();
        };
    }

    /** OpenAI's tiers in <a href="https://ai.google.dev/gemini-api/docs/generate-content/priority-inference">Google's words</a>. */
    private static Optional<String> tier(Object value) {
        return switch (value.toString()) {
            case "flex", "priority", "standard" -> Optional.of(value.toString());
            case "default" -> Optional.of("standard");
            default -> Optional.empty();
        };
    }

    /**
     * The body with the members of {@code extra_body}. Those in {@code google} are as Google's OpenAI-compatible API has them (<a
     * href="https://ai.google.dev/gemini-api/docs/openai#extra-body">source</a>).
     */
    private static Map<String, Object> extended(Map<String, Object> body, @Nullable Object extra) {
        if (!(extra instanceof Map<?, ?> given) || given.isEmpty()) {
            return body;
        }
        Map<String, Object> further = new LinkedHashMap<>(Nodes.cast(given));
        further.remove("model");
        further.remove("stream");
        Map<String, Object> whole = body;
        if (further.remove("google") instanceof Map<?, ?> google) {
            whole = compatible(body, google);
        }
        return Nodes.merged(whole, further);
    }

    private static Map<String, Object> compatible(Map<String, Object> body, Map<?, ?> google) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        google.forEach((name, value) -> {
            String camel = Nodes.camel(String.valueOf(name));
            if (camel.equals("thinkingConfig")) {
                Map<String, Object> config = new LinkedHashMap<>(Nodes.object(whole, "generationConfig"));
                config.put(camel, value);
                whole.put("generationConfig", config);
            } else {
                whole.put(camel, value);
            }
        });
        return whole;
    }
}
