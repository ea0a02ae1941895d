package io.serai.processors.limits;

import io.serai.api.call.Operation;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens an answer has at most: as many as its request allows, or a ceiling where it sets no limit.
 *
 * @param usual the ceiling of an answer in words whose request sets no limit
 * @param ofModel the most that a model says, where that is known
 */
record AnswerSize(long usual, ModelCeiling ofModel) {

    /** <a href="https://platform.openai.com/docs/guides/image-generation">OpenAI's</a> largest picture has 6,240. */
    private static final long IMAGE = 6_300;
    /** No request asks for more choices than the APIs allow. */
    private static final long MOST_CHOICES = 128;

    /** The most tokens that a model answers with, by provider and model. */
    @FunctionalInterface
    interface ModelCeiling {
        OptionalLong of(String provider, String model);
    }

    long most(Operation operation, String provider, String model, Map<String, Object> request) {
        return switch (operation) {
            case CHAT -> choices(request) * inWords(provider, model, request);
            case IMAGE -> choices(request) * IMAGE;
            case TRANSCRIBE, SPEECH -> usual;
            case EMBED, RERANK, MODERATE, PREDICT, COUNT_TOKENS -> 0;
        };
    }

    private long inWords(String provider, String model, Map<String, Object> request) {
        long asked = positive(request.get("max_completion_tokens"));
        asked = asked == 0 ? positive(request.get("max_tokens")) : asked;
        return asked == 0 ? ofModel.of(provider, model).orElse(usual) : asked;
    }

    private static long choices(Map<String, Object> request) {
        return Math.max(1, Math.min(MOST_CHOICES, positive(request.get("n"))));
    }

    private static long positive(@Nullable Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }
}
