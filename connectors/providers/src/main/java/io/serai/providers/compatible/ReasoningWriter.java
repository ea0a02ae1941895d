package io.serai.providers.compatible;

import io.serai.api.chat.ReasoningWish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much to reason, in a service's own words. */
final class ReasoningWriter {

    private static final String EFFORT = "reasoning_effort";
    private static final int LOW_BUDGET = 2048;
    private static final int MEDIUM_BUDGET = 8192;

    private ReasoningWriter() {}

    static void write(Wording.Wish words, Map<String, Object> body, List<String> dropped) {
        if (words == Wording.Wish.CANONICAL || !body.containsKey("reasoning")) {
            if (words == Wording.Wish.EFFORT_AND_THINKING) {
                thinking(body);
            } else if (words == Wording.Wish.EFFORT_HIGH_OR_NONE) {
                highOrNone(body, EFFORT, dropped);
            }
            return;
        }
        ReasoningWish wish = ReasoningWish.in(body).orElse(null);
        String asked = body.get(EFFORT) != null ? EFFORT : given(body, "effort") ? "reasoning.effort" : "";
        Object given = body.remove("reasoning");
        if (wish != null) {
            lost(wish, dropped);
            String effort = effort(wish);
            if (effort != null && body.get(EFFORT) == null) {
                body.put(EFFORT, effort);
            }
        } else if (given != null && !(given instanceof Map<?, ?>)) {
            dropped.add("reasoning");
        }
        boolean hidden = given instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("exclude"));
        switch (words) {
            case EFFORT_AND_THINKING -> thinking(body);
            case EFFORT_HIGH_OR_NONE -> highOrNone(body, asked, dropped);
            case EFFORT_AND_SWITCH -> enabled(body, wish);
            case EFFORT_AND_INCLUDE -> {
                if (hidden && body.get("reasoning_format") == null) {
                    body.putIfAbsent("include_reasoning", false);
                }
            }
            default -> {}
        }
    }

    /** What no effort says. */
    private static void lost(ReasoningWish wish, List<String> dropped) {
        if (wish.maxTokens().isPresent()) {
            dropped.add("reasoning.max_tokens");
        }
        if (wish.summary().isPresent()) {
            dropped.add("reasoning.summary");
        }
    }

    /**
     * The effort that comes next to a wish. A budget is an upper limit, which no effort is: it is reported, and what is left of it is an
     * effort of its size, as OpenRouter has it (<a
     * href="https://openrouter.ai/docs/use-cases/reasoning-tokens">reasoning tokens</a>).
     */
    private static @Nullable String effort(ReasoningWish wish) {
        if (wish.isOff()) {
            return "none";
        }
        if (wish.effort().isPresent()) {
            return wish.effort().get();
        }
        if (wish.maxTokens().isPresent()) {
            int budget = wish.maxTokens().getAsInt();
            if (budget == 0) {
                return "none";
            }
            return budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high";
        }
        return wish.enabled().isPresent() ? "medium" : null;
    }

    /**
     * Reasons or does not; how much is lost.
     *
     * @param asked where the request says how much, empty where it does not
     */
    private static void highOrNone(Map<String, Object> body, String asked, List<String> dropped) {
        if (body.get(EFFORT) instanceof String effort && !effort.equals("none") && !effort.equals("high")) {
            body.put(EFFORT, "high");
            if (!asked.isEmpty()) {
                dropped.add(asked);
            }
        }
    }

    private static boolean given(Map<String, Object> body, String member) {
        return body.get("reasoning") instanceof Map<?, ?> reasoning && reasoning.get(member) != null;
    }

    /** DeepSeek has no effort {@code none}: it is told not to think. */
    private static void thinking(Map<String, Object> body) {
        if ("none".equals(body.get(EFFORT))) {
            body.remove(EFFORT);
            body.putIfAbsent("thinking", Map.of("type", "disabled"));
        }
    }

    /** Together's hybrid models: https://docs.together.ai/docs/reasoning-overview */
    private static void enabled(Map<String, Object> body, @Nullable ReasoningWish wish) {
        if (wish == null) {
            return;
        }
        boolean said = wish.enabled().isPresent() || wish.isOff();
        if (said) {
            body.put("reasoning", new LinkedHashMap<>(Map.of("enabled", !wish.isOff())));
            if (wish.effort().isEmpty()) {
                body.remove(EFFORT);
            }
        }
    }
}
