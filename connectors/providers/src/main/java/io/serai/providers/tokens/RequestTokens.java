package io.serai.providers.tokens;

import io.serai.api.call.Operation;
import io.serai.api.call.TokenCount;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of requests in OpenAI's encoding {@code o200k_base}, the only one at hand; other tokenizers differ by a fifth or so.
 * What a request attaches is not counted, nor requests without texts.
 */
public final class RequestTokens implements TokenCount {

    @Override
    public long input(String model, Operation operation, Map<String, Object> request) {
        return switch (operation) {
            case CHAT, COUNT_TOKENS -> TokenCounter.prompt(request) + json(request.get("response_format"));
            case EMBED, MODERATE, SPEECH -> texts(request.get("input"));
            case IMAGE -> texts(request.get("prompt"));
            case RERANK -> texts(request.get("query")) + texts(request.get("documents"));
            case TRANSCRIBE -> texts(request.get("prompt"));
            case PREDICT -> 0;
        };
    }

    private static long json(@Nullable Object value) {
        return value == null ? 0 : TokenCounter.count(new String(Json.write(value), StandardCharsets.UTF_8));
    }

    /** A text, or several; of an embedding's input numbers are tokens already. */
    private static long texts(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return TokenCounter.count(text.toString());
        }
        if (value instanceof Number) {
            return 1;
        }
        long sum = 0;
        if (value instanceof List<?> items) {
            for (Object item : items) {
                sum += texts(item instanceof Map<?, ?> members ? members.get("text") : item);
            }
        }
        return sum;
    }
}
