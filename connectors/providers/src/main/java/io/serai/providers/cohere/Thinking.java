package io.serai.providers.cohere;

import io.serai.api.chat.ReasoningWish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a model is to think (<a href="https://docs.cohere.com/docs/reasoning">reasoning</a>): on, which models that can think are unless
 * told otherwise, off, or within a budget.
 */
final class Thinking {

    /** The most tokens of an answer, thoughts included, where a request sets no limit. */
    private static final int MOST_TOKENS = 32_000;

    private static final String MEMBER = "thinking";

    private Thinking() {}

    /** The member {@code thinking}; null where there is nothing to say. */
    static @Nullable Object of(Map<String, Object> request, CohereModel model, Drops drops) {
        if (request.get("reasoning") instanceof Map<?, ?> reasoning) {
            for (String unsayable : new String[] {"summary", "exclude"}) {
                Object value = reasoning.get(unsayable);
                if (value != null && !Boolean.FALSE.equals(value)) {
                    drops.add("reasoning." + unsayable);
                }
            }
        }
        if (request.get(MEMBER) != null) {
            return own(request.get(MEMBER), model, drops);
        }
        Optional<ReasoningWish> wanted = ReasoningWish.in(request);
        if (wanted.isEmpty()) {
            return null;
        }
        ReasoningWish wish = wanted.get();
        if (!model.thinks()) {
            if (!wish.isOff()) {
                drops.add(request.get("reasoning_effort") == null ? "reasoning" : "reasoning_effort");
            }
            return null;
        }
        return thinking(wish, request);
    }

    /** Cohere's own words, or Anthropic's, which differ in the budget's name. */
    private static @Nullable Object own(@Nullable Object given, CohereModel model, Drops drops) {
        boolean off = given instanceof Map<?, ?> map && "disabled".equals(map.get("type"));
        if (!model.thinks()) {
            if (!off) {
                drops.add(MEMBER);
            }
            return null;
        }
        if (!(given instanceof Map<?, ?> map) || !map.containsKey("budget_tokens")) {
            return given;
        }
        Map<Object, Object> thinking = new LinkedHashMap<>(map);
        Object budget = thinking.remove("budget_tokens");
        thinking.putIfAbsent("token_budget", budget);
        return thinking;
    }

    private static @Nullable Object thinking(ReasoningWish wish, Map<String, Object> request) {
        if (wish.isOff()) {
            return Map.of("type", "disabled");
        }
        boolean saysHowMuch = wish.maxTokens().isPresent()
                || wish.effort().isPresent()
                || wish.enabled().isPresent();
        if (!saysHowMuch) {
            return null;
        }
        Map<String, Object> thinking = new LinkedHashMap<>(4);
        thinking.put("type", "enabled");
        int budget = wish.maxTokens().orElseGet(() -> budget(wish, request));
        if (budget > 0) {
            thinking.put("token_budget", budget);
        }
        return thinking;
    }

    /**
     * A share of the answer's tokens, as OpenRouter has it: https://openrouter.ai/docs/use-cases/reasoning-tokens. None for a high effort:
     * Cohere recommends to set no limit. 0 is no budget.
     */
    private static int budget(ReasoningWish wish, Map<String, Object> request) {
        double share =
                switch (wish.effort().orElse("")) {
                    case "minimal" -> 0.1;
                    case "low" -> 0.2;
                    case "medium" -> 0.5;
                    default -> 0;
                };
        Object newer = request.get("max_completion_tokens");
        Object limit = newer == null ? request.get("max_tokens") : newer;
        return (int) (share * (limit instanceof Number n ? n.intValue() : MOST_TOKENS));
    }
}
