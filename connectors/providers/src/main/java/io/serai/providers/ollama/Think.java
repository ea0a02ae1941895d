package io.serai.providers.ollama;

import io.serai.api.chat.ReasoningWish;
import java.util.List;
import java.util.Map;

/**
 * How much to reason: {@code think} is a boolean, or one of three levels for models that have them (<a
 * href="https://docs.ollama.com/capabilities/thinking">source</a>).
 */
final class Think {

    private static final String THINK = "think";

    private Think() {}

    /** A {@code think} that is there already goes before all else. */
    static void write(Map<String, Object> request, Map<String, Object> body, List<String> dropped) {
        ReasoningWish wish = ReasoningWish.in(request).orElse(null);
        boolean own = body.get(THINK) != null;
        if (wish != null && !own) {
            body.put(THINK, value(wish));
        }
        if (!own && wish != null && !wish.isOff()) {
            wish.effort()
                    .filter(effort -> !level(effort).equals(effort))
                    .ifPresent(effort -> dropped.add(path(request)));
        }
        if (wish != null && wish.maxTokens().isPresent() && wish.maxTokens().getAsInt() > 0) {
            dropped.add("reasoning.max_tokens");
        }
        if (wish != null && wish.summary().isPresent()) {
            dropped.add("reasoning.summary");
        }
        if (request.get("reasoning") instanceof Map<?, ?> reasoning && Boolean.TRUE.equals(reasoning.get("exclude"))) {
            dropped.add("reasoning.exclude");
        }
    }

    private static Object value(ReasoningWish wish) {
        if (wish.isOff()) {
            return false;
        }
        if (wish.effort().isPresent()) {
            return level(wish.effort().get());
        }
        // The one budget that says something.
        return wish.maxTokens().isEmpty() || wish.maxTokens().getAsInt() != 0;
    }

    private static String path(Map<String, Object> request) {
        return request.get("reasoning_effort") instanceof String ? "reasoning_effort" : "reasoning.effort";
    }

    /** The level that comes next to an effort. */
    private static String level(String effort) {
        return switch (effort) {
            case "minimal" -> "low";
            case "xhigh", "max" -> "high";
            default -> effort;
        };
    }
}
