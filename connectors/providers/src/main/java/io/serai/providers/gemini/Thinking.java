package io.serai.providers.gemini;

import io.serai.api.chat.ReasoningWish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much to think, as {@code thinkingConfig}: levels from Gemini 3 on, tokens before.
 *
 * <table>
 * <caption>by Google's own mapping (<a href="https://ai.google.dev/gemini-api/docs/openai#thinking">source</a>), and its limits (<a
 * href="https://ai.google.dev/gemini-api/docs/generate-content/thinking">source</a>)</caption>
 * <tr><td>effort</td><td>Flash, and unknown models</td><td>Pro</td><td>Gemini 3 Pro</td><td>Gemini 2.5</td></tr>
 * <tr><td>none</td><td>minimal</td><td>low, with notice</td><td>low, with notice</td><td>0; Pro 128, with notice</td></tr>
 * <tr><td>minimal</td><td>minimal</td><td>low, with notice</td><td>low, with notice</td><td>1024</td></tr>
 * <tr><td>low</td><td>low</td><td>low</td><td>low</td><td>1024</td></tr>
 * <tr><td>medium</td><td>medium</td><td>medium</td><td>high, with notice</td><td>8192</td></tr>
 * <tr><td>high; xhigh, max with notice</td><td>high</td><td>high</td><td>high</td><td>24576</td></tr>
 * </table>
 */
final class Thinking {

    private static final int LEAST_OF_PRO = 128;
    private static final int DYNAMIC = -1;

    private final GeminiModel model;
    private final List<String> dropped;

    Thinking(GeminiModel model, List<String> dropped) {
        this.model = model;
        this.dropped = dropped;
    }

    /** Empty where there is nothing to tell. */
    Map<String, Object> config(Map<String, Object> request) {
        ReasoningWish wish = ReasoningWish.in(request).orElse(null);
        Map<?, ?> reasoning = Nodes.object(request, "reasoning");
        others(reasoning);
        Map<String, Object> config = new LinkedHashMap<>(4);
        if (wish == null) {
            return config;
        }
        String path = request.get("reasoning_effort") instanceof String ? "reasoning_effort" : "reasoning.effort";
        if (wish.isOff()) {
            off(wish.effort().isPresent() ? path : "reasoning.enabled", config);
            return config;
        }
        if (wish.effort().isPresent()) {
            effort(wish.effort().get(), path, config);
            if (wish.maxTokens().isPresent()) {
                dropped.add("reasoning.max_tokens");
            }
        } else if (wish.maxTokens().isPresent()) {
            // Gemini 3 still takes a budget, though it recommends a level.
            config.put("thinkingBudget", wish.maxTokens().getAsInt());
        } else if (wish.enabled().isPresent() && !model.thinksByLevel()) {
            config.put("thinkingBudget", DYNAMIC);
        }
        if (!Boolean.TRUE.equals(reasoning.get("exclude"))) {
            config.put("includeThoughts", true);
        }
        return config;
    }

    private void off(String path, Map<String, Object> config) {
        if (model.isPro()) {
            dropped.add(path);
        }
        if (model.thinksByLevel()) {
            config.put("thinkingLevel", model.isPro() ? "low" : "minimal");
        } else {
            config.put("thinkingBudget", model.isPro() ? LEAST_OF_PRO : 0);
        }
    }

    private void effort(String effort, String path, Map<String, Object> config) {
        if (model.thinksByLevel()) {
            String level = level(effort);
            if (!level.equals(effort)) {
                dropped.add(path);
            }
            if (!level.isEmpty()) {
                config.put("thinkingLevel", level);
            }
        } else {
            int budget = budget(effort);
            if (budget == 0 || effort.equals("xhigh") || effort.equals("max")) {
                dropped.add(path);
            }
            if (budget != 0) {
                config.put("thinkingBudget", budget);
            }
        }
    }

    private String level(String effort) {
        return switch (effort) {
            case "minimal" -> model.isPro() ? "low" : "minimal";
            case "low" -> "low";
            case "medium" -> model.name().startsWith("gemini-3-pro") ? "high" : "medium";
            case "high", "xhigh", "max" -> "high";
            default -> "";
        };
    }

    private static int budget(String effort) {
        return switch (effort) {
            case "minimal", "low" -> 1024;
            case "medium" -> 8192;
            case "high", "xhigh", "max" -> 24_576;
            default -> 0;
        };
    }

    private void others(Map<?, ?> reasoning) {
        reasoning.forEach((name, value) -> {
            switch (String.valueOf(name)) {
                case "effort", "max_tokens", "enabled", "exclude" -> {}
                // Gemini's thoughts are summaries, of a length of its own.
                case "summary" -> {
                    if (value != null && !"auto".equals(value)) {
                        dropped.add("reasoning.summary");
                    }
                }
                default -> {
                    if (value != null) {
                        dropped.add("reasoning." + name);
                    }
                }
            }
        });
    }
}
