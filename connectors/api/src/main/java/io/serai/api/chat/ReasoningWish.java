package io.serai.api.chat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much a model is asked to reason: OpenAI's {@code reasoning_effort}, or the object {@code reasoning} (<a
 * href="https://openrouter.ai/docs/use-cases/reasoning-tokens">OpenRouter</a>; Responses has its {@code effort} and {@code summary}).
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code max}
 * @param maxTokens the budget in tokens
 * @param enabled whether at all, where the request says
 * @param summary {@code auto}, {@code concise} or {@code detailed}
 */
public record ReasoningWish(
        Optional<String> effort, OptionalInt maxTokens, Optional<Boolean> enabled, Optional<String> summary) {

    /** What a request wants; empty where it says nothing. */
    public static Optional<ReasoningWish> in(Map<String, Object> request) {
        Map<?, ?> reasoning = request.get("reasoning") instanceof Map<?, ?> map ? map : Map.of();
        Object effort = request.get("reasoning_effort") instanceof String given ? given : reasoning.get("effort");
        ReasoningWish wish = new ReasoningWish(
                effort instanceof String word ? Optional.of(word) : Optional.empty(),
                reasoning.get("max_tokens") instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty(),
                reasoning.get("enabled") instanceof Boolean on ? Optional.of(on) : Optional.empty(),
                reasoning.get("summary") instanceof String word ? Optional.of(word) : Optional.empty());
        return wish.isEmpty() ? Optional.empty() : Optional.of(wish);
    }

    /** Whether none is wanted. */
    public boolean isOff() {
        return effort.filter("none"::equals).isPresent()
                || enabled.filter(on -> !on).isPresent();
    }

    private boolean isEmpty() {
        return effort.isEmpty() && maxTokens.isEmpty() && enabled.isEmpty() && summary.isEmpty();
    }
}
