package io.serai.providers.bedrock;

import io.serai.api.chat.ReasoningWish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much a model is to reason, in its maker's own words.
 *
 * @param fields for {@code additionalModelRequestFields}, empty where nothing is to be said
 * @param mode what the rest of the request has to heed
 */
record Thinking(Map<String, Object> fields, Mode mode) {

    enum Mode {
        OFF,
        /** Claude thinks: it samples as it likes, and can't be made to call a tool. */
        CLAUDES,
        /** Nova thinks as hard as it can: it samples and ends as it likes. */
        NOVAS_HARDEST,
        /** Changes nothing else. */
        OTHER
    }

    private static final Thinking NONE = new Thinking(Map.of(), Mode.OFF);
    /** The least that Claude takes. */
    private static final int LEAST_BUDGET = 1024;
    /** Beyond it AWS recommends batches: the answer takes too long. */
    private static final int MOST_BUDGET = 32_000;

    /**
     * What a request's wish comes to.
     *
     * @param tools which can get in the way, as can the conversation
     */
    static Thinking of(
            Map<String, Object> request, ModelTraits traits, ToolPlan tools, Conversation conversation, Drops drops) {
        Optional<ReasoningWish> wish = ReasoningWish.in(request);
        if (wish.isEmpty()) {
            return NONE;
        }
        if (wish.get().isOff()) {
            return resting(request, traits, drops);
        }
        return switch (traits.family()) {
            case CLAUDE -> claudes(request, wish.get(), traits, tools, conversation, drops);
            case NOVA_2 -> novas(request, wish.get(), drops);
            case GPT_OSS -> byEffort(request, wish.get(), drops);
            default -> unsaid(request, drops);
        };
    }

    private static Thinking resting(Map<String, Object> request, ModelTraits traits, Drops drops) {
        return switch (traits.rest()) {
            case UNASKED -> NONE;
            case DISABLED -> new Thinking(Map.of("thinking", Map.of("type", "disabled")), Mode.OFF);
            case BETWEEN_TOOLS -> new Thinking(Map.of("thinking", Map.of("type", "between_tools")), Mode.OFF);
            case NEVER -> {
                unsaid(request, drops);
                yield new Thinking(Map.of("output_config", Map.of("effort", "low")), Mode.OFF);
            }
        };
    }

    private static Thinking claudes(
            Map<String, Object> request,
            ReasoningWish wish,
            ModelTraits traits,
            ToolPlan tools,
            Conversation conversation,
            Drops drops) {
        boolean byBudget = traits.thinksByBudget()
                && (!traits.thinksAdaptively()
                        || (wish.effort().isEmpty() && wish.maxTokens().isPresent()));
        if (!byBudget) {
            return traits.thinksAdaptively() ? adaptively(request, wish, traits, drops) : unsaid(request, drops);
        }
        // "Thinking may not be enabled when tool_choice forces tool use"; "Expected `thinking`, but found `tool_use`".
        return tools.demand() == ToolPlan.Demand.A_CALL || conversation.goesOnWithoutThinking()
                ? unsaid(request, drops)
                : byBudget(request, wish, Parameters.maxTokens(request), drops);
    }

    /** https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html */
    private static Thinking byBudget(Map<String, Object> request, ReasoningWish wish, int maxTokens, Drops drops) {
        // It has to be less than the answer may have.
        int most = maxTokens > 0 ? maxTokens - 1 : Integer.MAX_VALUE;
        if (most < LEAST_BUDGET) {
            return unsaid(request, drops);
        }
        int asked = wish.maxTokens().orElseGet(() -> budget(wish, maxTokens));
        if (wish.maxTokens().isPresent() && asked > most) {
            drops.add("reasoning.max_tokens");
        }
        if (wish.summary().isPresent()) {
            drops.add("reasoning.summary");
        }
        Map<String, Object> thinking = new LinkedHashMap<>();
        thinking.put("type", "enabled");
        thinking.put("budget_tokens", Math.max(LEAST_BUDGET, Math.min(asked, most)));
        return new Thinking(Map.of("thinking", thinking), Mode.CLAUDES);
    }

    /** https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html */
    private static Thinking adaptively(
            Map<String, Object> request, ReasoningWish wish, ModelTraits traits, Drops drops) {
        if (wish.maxTokens().isPresent()) {
            drops.add("reasoning.max_tokens");
        }
        Map<String, Object> thinking = new LinkedHashMap<>();
        thinking.put("type", "adaptive");
        // From Claude Opus 4.7 on thinking comes without its text unless one asks for it; who speaks of it at length
        // does.
        if (traits.refusesBudgets() && request.get("reasoning") instanceof Map<?, ?> reasoning) {
            thinking.put("display", Boolean.TRUE.equals(reasoning.get("exclude")) ? "omitted" : "summarized");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("thinking", thinking);
        wish.effort()
                .ifPresent(effort -> fields.put(
                        "output_config", Map.of("effort", claudesEffort(effort, traits, path(request), drops))));
        return new Thinking(fields, Mode.CLAUDES);
    }

    /**
     * Claude's own level, or, with notice, the one that comes next to it.
     *
     * @param path of the member of the request that asks for it
     */
    static String claudesEffort(String effort, ModelTraits traits, String path, Drops drops) {
        String level =
                switch (effort) {
                    case "minimal" -> "low";
                    case "xhigh" -> traits.refusesBudgets() ? "xhigh" : "high";
                    default -> effort;
                };
        return told(effort, level, path, drops);
    }

    private static String told(String effort, String level, String path, Drops drops) {
        if (!level.equals(effort)) {
            drops.add(path);
        }
        return level;
    }

    private static String path(Map<String, Object> request) {
        return request.get("reasoning_effort") instanceof String ? "reasoning_effort" : "reasoning.effort";
    }

    /** A share of the answer's tokens, as OpenRouter has it: https://openrouter.ai/docs/use-cases/reasoning-tokens. */
    private static int budget(ReasoningWish wish, int maxTokens) {
        double share =
                switch (wish.effort().orElse("medium")) {
                    case "minimal" -> 0.1;
                    case "low" -> 0.2;
                    case "high" -> 0.8;
                    case "xhigh", "max" -> 0.95;
                    default -> 0.5;
                };
        return (int) Math.min(MOST_BUDGET, share * (maxTokens > 0 ? maxTokens : MOST_BUDGET));
    }

    /** https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html */
    private static Thinking novas(Map<String, Object> request, ReasoningWish wish, Drops drops) {
        if (wish.effort().isEmpty() && wish.maxTokens().isPresent()) {
            return unsaid(request, drops);
        }
        leftOver(wish, drops);
        String effort = lowMediumHigh(request, wish, drops);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("type", "enabled");
        config.put("maxReasoningEffort", effort);
        return new Thinking(Map.of("reasoningConfig", config), effort.equals("high") ? Mode.NOVAS_HARDEST : Mode.OTHER);
    }

    /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html */
    private static Thinking byEffort(Map<String, Object> request, ReasoningWish wish, Drops drops) {
        if (wish.effort().isEmpty() && wish.maxTokens().isPresent()) {
            return unsaid(request, drops);
        }
        leftOver(wish, drops);
        return new Thinking(Map.of("reasoning_effort", lowMediumHigh(request, wish, drops)), Mode.OTHER);
    }

    private static void leftOver(ReasoningWish wish, Drops drops) {
        if (wish.maxTokens().isPresent()) {
            drops.add("reasoning.max_tokens");
        }
        if (wish.summary().isPresent()) {
            drops.add("reasoning.summary");
        }
    }

    private static String lowMediumHigh(Map<String, Object> request, ReasoningWish wish, Drops drops) {
        String effort = wish.effort().orElse("medium");
        String level =
                switch (effort) {
                    case "minimal", "low" -> "low";
                    case "high", "xhigh", "max" -> "high";
                    default -> "medium";
                };
        return told(effort, level, path(request), drops);
    }

    private static Thinking unsaid(Map<String, Object> request, Drops drops) {
        drops.add(request.get("reasoning_effort") instanceof String ? "reasoning_effort" : "reasoning");
        return NONE;
    }
}
