package io.serai.providers.responses;

import io.serai.api.chat.ReasoningWish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much to reason (<a href="https://platform.openai.com/docs/guides/reasoning">reasoning models</a>). */
final class ReasoningWriter {

    /** What OpenAI's models that reason are called. */
    private static final List<String> MODELS = List.of("o1", "o3", "o4", "gpt-5", "codex", "computer-use");

    private static final int LOW_BUDGET = 2048;
    private static final int MEDIUM_BUDGET = 8192;

    private final List<String> dropped;

    ReasoningWriter(List<String> dropped) {
        this.dropped = dropped;
    }

    /** Whether a model reasons unasked. Others refuse to be asked for encrypted reasoning. */
    static boolean reasons(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return MODELS.stream().anyMatch(name::startsWith) && !name.startsWith("gpt-5-chat");
    }

    void write(Map<String, Object> request, Map<String, Object> body) {
        Map<Object, Object> reasoning = new LinkedHashMap<>();
        boolean hidden = false;
        if (request.get("reasoning") instanceof Map<?, ?> given) {
            hidden = Boolean.TRUE.equals(given.get("exclude"));
            given.forEach((name, value) -> further(String.valueOf(name), value, reasoning));
        } else if (request.get("reasoning") != null) {
            dropped.add("reasoning");
        }
        if (hidden) {
            // Nothing of it is told unless asked for.
            reasoning.remove("summary");
        }
        ReasoningWish.in(request).flatMap(this::effort).ifPresent(effort -> reasoning.put("effort", effort));
        if (!reasoning.isEmpty()) {
            body.put("reasoning", reasoning);
        }
    }

    private void further(String name, Object value, Map<Object, Object> reasoning) {
        switch (name) {
            case "effort", "enabled", "exclude" -> {}
            case "max_tokens" -> {
                if (value != null) {
                    dropped.add("reasoning.max_tokens");
                }
            }
            default -> {
                if (value != null) {
                    reasoning.put(name, value);
                }
            }
        }
    }

    /** The effort that comes next to a wish; a budget's by its size, as for other services that know efforts only. */
    private Optional<String> effort(ReasoningWish wish) {
        if (wish.isOff()) {
            return Optional.of("none");
        }
        if (wish.effort().isPresent()) {
            return wish.effort();
        }
        if (wish.maxTokens().isPresent()) {
            int budget = wish.maxTokens().getAsInt();
            return Optional.of(
                    budget == 0 ? "none" : budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
        }
        return wish.enabled().isPresent() ? Optional.of("medium") : Optional.empty();
    }
}
