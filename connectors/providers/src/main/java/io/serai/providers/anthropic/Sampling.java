package io.serai.providers.anthropic;

import io.serai.providers.anthropic.ClaudeModel.Feature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code temperature}, {@code top_p} and {@code top_k}, as far as the model takes them: newer ones take none (<a
 * href="https://platform.claude.com/docs/en/models/sonnet-5-5/migration-guide">sampling parameters</a>), none takes them freely while it
 * thinks (<a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking#feature-compatibility">feature
 * compatibility</a>), and Anthropic's temperature ends at 1. What equals the default is left out without a word.
 */
final class Sampling {

    private static final double LEAST_TOP_P = 0.95;

    private final ClaudeModel model;
    private final boolean thinks;
    private final Dropped dropped;

    Sampling(ClaudeModel model, ThinkingPlan plan, Dropped dropped) {
        this.model = model;
        this.thinks = plan.thinks();
        this.dropped = dropped;
    }

    void write(Map<String, Object> request, Map<String, Object> body) {
        Object temperature = request.get("temperature");
        Object topP = request.get("top_p");
        boolean told = temperature(temperature, body);
        if (topP != null) {
            topP(topP, told, body);
        }
        Object topK = request.get("top_k");
        if (topK != null) {
            if (isFree()) {
                body.put("top_k", topK);
            } else {
                dropped.add("top_k");
            }
        }
    }

    private boolean isFree() {
        return model.has(Feature.SAMPLING) && !thinks;
    }

    private boolean temperature(@Nullable Object value, Map<String, Object> body) {
        if (value == null) {
            return false;
        }
        double given = number(value);
        if (!isFree()) {
            if (given != 1) {
                dropped.add("temperature");
            }
            return false;
        }
        if (given > 1) {
            dropped.add("temperature");
            body.put("temperature", 1);
        } else {
            body.put("temperature", value);
        }
        return true;
    }

    private void topP(Object value, boolean temperatureTold, Map<String, Object> body) {
        double given = number(value);
        boolean refused = !model.has(Feature.SAMPLING)
                || (temperatureTold && model.has(Feature.ONE_OF_TEMPERATURE_AND_TOP_P))
                || (thinks && given < LEAST_TOP_P);
        if (!refused) {
            body.put("top_p", value);
        } else if (given != 1) {
            dropped.add("top_p");
        }
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
