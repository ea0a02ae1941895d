package io.serai.providers.anthropic;

import io.serai.api.chat.ReasoningWish;
import io.serai.providers.anthropic.ClaudeModel.Rest;
import io.serai.providers.anthropic.ClaudeModel.Thinking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model is told how much to think: {@code thinking}, and {@code output_config.effort} (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/thinking">thinking</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/effort">effort</a>). What the request says in Anthropic's own words goes before
 * what it says in others'.
 *
 * @param thinking the member of the request to Anthropic; null where nothing is said
 * @param effort null where nothing is said
 * @param source the member of the request that asked for it
 */
record ThinkingPlan(@Nullable Map<String, Object> thinking, @Nullable String effort, String source) {

    /** Anthropic's least. */
    private static final int LEAST_BUDGET = 1024;
    /** Above it Anthropic's extended-thinking page advises batches, so long do answers take. */
    private static final int MOST_BUDGET = 32_000;

    private static final ThinkingPlan NONE = new ThinkingPlan(null, null, "reasoning");

    /** @param maxTokens that the answer may have, thinking included */
    static ThinkingPlan of(Map<String, Object> request, ClaudeModel model, int maxTokens, Dropped dropped) {
        Optional<ReasoningWish> wish = ReasoningWish.in(request);
        String source = request.get("reasoning_effort") instanceof String ? "reasoning_effort" : "reasoning";
        if (request.get("thinking") instanceof Map<?, ?> own) {
            @SuppressWarnings("unchecked")
            Map<String, Object> thinking = (Map<String, Object>) own;
            String effort = wish.map(w -> effort(w, model, source, dropped)).orElse(null);
            return new ThinkingPlan(thinking, effort, "thinking");
        }
        if (wish.isEmpty()) {
            return shown(request, model, NONE);
        }
        if (wish.get().isOff()) {
            return rest(effort(wish.get(), model, source, dropped), model, source, dropped);
        }
        ThinkingPlan plan = isWanted(wish.get()) ? wanted(wish.get(), model, maxTokens, source, dropped) : NONE;
        return shown(request, model, plan);
    }

    boolean thinks() {
        return thinking != null && ("enabled".equals(thinking.get("type")) || "adaptive".equals(thinking.get("type")));
    }

    /** Whether the model thinks within a budget, which bears neither forced tools nor calls without the thinking before them. */
    boolean hasBudget() {
        return thinking != null && "enabled".equals(thinking.get("type"));
    }

    /** No thinking after all. */
    ThinkingPlan given(Dropped dropped) {
        dropped.add(source);
        return new ThinkingPlan(null, effort, source);
    }

    private static boolean isWanted(ReasoningWish wish) {
        return wish.effort().isPresent()
                || wish.maxTokens().isPresent()
                || wish.enabled().isPresent();
    }

    private static ThinkingPlan wanted(
            ReasoningWish wish, ClaudeModel model, int maxTokens, String source, Dropped dropped) {
        return switch (model.thinking()) {
            case NONE -> NONE.sourced(source).given(dropped);
            case BUDGET -> budget(wish, model, maxTokens, source, dropped);
            case EITHER ->
                wish.maxTokens().isPresent()
                        ? budget(wish, model, maxTokens, source, dropped)
                        : adaptive(wish, model, source, dropped);
            case ADAPTIVE -> {
                if (wish.maxTokens().isPresent()) {
                    dropped.add("reasoning.max_tokens");
                }
                yield adaptive(wish, model, source, dropped);
            }
        };
    }

    private static ThinkingPlan adaptive(ReasoningWish wish, ClaudeModel model, String source, Dropped dropped) {
        Map<String, Object> thinking = new LinkedHashMap<>(4);
        thinking.put("type", "adaptive");
        return new ThinkingPlan(thinking, effort(wish, model, source, dropped), source);
    }

    /** Null where the request names none, or the model knows none. */
    private static @Nullable String effort(ReasoningWish wish, ClaudeModel model, String source, Dropped dropped) {
        return wish.effort()
                .filter(effort -> !effort.equals("none") && !model.efforts().isEmpty())
                .map(effort -> level(effort, model.efforts(), path(source), dropped))
                .orElse(null);
    }

    private static String path(String source) {
        return source.equals("reasoning") ? "reasoning.effort" : source;
    }

    /**
     * The model's own level, or, with notice, the one that comes next to it.
     *
     * @param path of the member of the request that asks for it
     */
    static String level(String effort, List<String> known, String path, Dropped dropped) {
        String level =
                switch (effort) {
                    case "minimal" -> "low";
                    case "xhigh" -> known.contains("xhigh") ? "xhigh" : "high";
                    case "max" -> known.contains("max") ? "max" : "high";
                    default -> effort;
                };
        if (!level.equals(effort)) {
            dropped.add(path);
        }
        return level;
    }

    private static ThinkingPlan budget(
            ReasoningWish wish, ClaudeModel model, int maxTokens, String source, Dropped dropped) {
        int most = maxTokens - 1;
        if (most < LEAST_BUDGET) {
            return NONE.sourced(source).given(dropped);
        }
        int asked;
        String effort = null;
        if (wish.maxTokens().isPresent()) {
            asked = wish.maxTokens().getAsInt();
            if (asked > most) {
                dropped.add("reasoning.max_tokens");
            }
            effort = effort(wish, model, source, dropped);
            if (effort == null && wish.effort().isPresent()) {
                dropped.add(path(source));
            }
        } else {
            asked = Math.min(MOST_BUDGET, (int) (maxTokens * share(wish.effort().orElse("medium"))));
        }
        Map<String, Object> thinking = new LinkedHashMap<>(4);
        thinking.put("type", "enabled");
        thinking.put("budget_tokens", Math.max(LEAST_BUDGET, Math.min(asked, most)));
        return new ThinkingPlan(thinking, effort, source);
    }

    /** Of the answer's tokens: https://openrouter.ai/docs/use-cases/reasoning-tokens#reasoning-effort-level. */
    private static double share(String effort) {
        return switch (effort) {
            case "minimal" -> 0.1;
            case "low" -> 0.2;
            case "high" -> 0.8;
            case "xhigh", "max" -> 0.95;
            default -> 0.5;
        };
    }

    private static ThinkingPlan rest(@Nullable String effort, ClaudeModel model, String source, Dropped dropped) {
        return switch (model.rest()) {
            case UNASKED -> new ThinkingPlan(null, effort, source);
            case DISABLED -> new ThinkingPlan(Map.of("type", "disabled"), effort, source);
            case BETWEEN_TOOLS -> new ThinkingPlan(Map.of("type", "between_tools"), effort, source);
            case NEVER -> {
                // Anthropic's guides for moving to these models: lower the effort where thinking was disabled.
                dropped.add(source);
                yield new ThinkingPlan(null, effort == null ? "low" : effort, source);
            }
        };
    }

    /** Newer models leave their thinking untold unless asked for it. Who wants a summary asks. */
    private static ThinkingPlan shown(Map<String, Object> request, ClaudeModel model, ThinkingPlan plan) {
        String display = display(request);
        if (display == null || (plan.thinking == null && model.rest() == Rest.UNASKED)) {
            return plan;
        }
        if (display.equals("summarized") && model.thinking() != Thinking.ADAPTIVE) {
            // What these do anyway.
            return plan;
        }
        Map<String, Object> thinking = new LinkedHashMap<>(4);
        thinking.put("type", "adaptive");
        if (plan.thinking != null) {
            thinking.putAll(plan.thinking);
        }
        thinking.put("display", display);
        return new ThinkingPlan(thinking, plan.effort, plan.source);
    }

    private static @Nullable String display(Map<String, Object> request) {
        if (!(request.get("reasoning") instanceof Map<?, ?> reasoning)) {
            return null;
        }
        Object exclude = reasoning.get("exclude");
        if (Boolean.TRUE.equals(exclude)) {
            return "omitted";
        }
        return reasoning.get("summary") != null || exclude != null ? "summarized" : null;
    }

    private ThinkingPlan sourced(String member) {
        return new ThinkingPlan(thinking, effort, member);
    }
}
