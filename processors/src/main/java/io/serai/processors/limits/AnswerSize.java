package io.serai.processors.limits;

import io.serai.api.call.Operation;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens an answer has at most: as many as its request allows, or a ceiling where it sets no limit.
 *
 * @param usual the ceiling of an answer in words whose request sets no limit, where nobody knows that of its model
 */
record AnswerSize(long usual) {

    /** <a href="https://platform.openai.com/docs/guides/image-generation">OpenAI's</a> largest picture has 6,240. */
    private static final long IMAGE = 6_300;
    /** No request asks for more choices than the APIs allow. */
    private static final long MOST_CHOICES = 128;

    /** @param ofModel the most that its model answers with, where that is known */
    long most(Operation operation, Map<String, Object> request, OptionalLong ofModel) {
        return switch (operation) {
            case CHAT -> choices(request) * inWords(request, ofModel);
            case IMAGE -> choices(request) * IMAGE;
            case TRANSCRIBE, SPEECH -> usual;
            case EMBED, RERANK, MODERATE, PREDICT, COUNT_TOKENS -> 0;
        };
    }

    private long inWords(Map<String, Object> request, OptionalLong ofModel) {
        long asked = positive(request.get("max_completion_tokens"));
        asked = asked == 0 ? positive(request.get("max_tokens")) : asked;
        return asked == 0 ? ofModel.orElse(usual) : asked;
    }

    private static long choices(Map<String, Object> request) {
        return Math.max(1, Math.min(MOST_CHOICES, positive(request.get("n"))));
    }

    private static long positive(@Nullable Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }
}
