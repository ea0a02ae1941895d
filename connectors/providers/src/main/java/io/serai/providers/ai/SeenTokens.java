package io.serai.providers.ai;

import io.serai.api.chat.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how many tokens of an answer have come. A short piece is taken for one token, since providers send most of them one by
 * one; of a longer one four letters of Latin script are a token, and each letter of another (<a
 * href="https://platform.openai.com/docs/concepts/tokens">OpenAI's rule of thumb</a>). What a provider tells goes before that.
 */
final class SeenTokens {

    private static final int LETTERS_PER_TOKEN = 4;
    /** No word of everyday language that is one token is longer. */
    private static final int LONGEST_TOKEN = 16;

    private long count;

    long count() {
        return count;
    }

    /** A chunk of an answer, or all of it. */
    void add(Map<String, Object> answer) {
        if (answer.get("choices") instanceof List<?> choices) {
            for (int i = 0; i < choices.size(); i++) {
                if (choices.get(i) instanceof Map<?, ?> choice) {
                    said(choice.get("delta") == null ? choice.get("message") : choice.get("delta"));
                }
            }
        }
    }

    /** The provider says how many there are by now. */
    void told(Usage usage) {
        count = usage.completionTokens() > 0 ? usage.completionTokens() : count;
    }

    private void said(@Nullable Object piece) {
        if (!(piece instanceof Map<?, ?> said)) {
            return;
        }
        text(said.get("content"));
        text(said.get("reasoning_content"));
        text(said.get("refusal"));
        if (said.get("tool_calls") instanceof List<?> calls) {
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i) instanceof Map<?, ?> call && call.get("function") instanceof Map<?, ?> function) {
                    text(function.get("name"));
                    text(function.get("arguments"));
                }
            }
        }
    }

    private void text(@Nullable Object piece) {
        if (!(piece instanceof String text) || text.isEmpty()) {
            return;
        }
        long quarters = 0;
        for (int i = 0; i < text.length(); i++) {
            quarters += text.charAt(i) < 0x250 ? 1 : LETTERS_PER_TOKEN;
        }
        count += quarters <= LONGEST_TOKEN ? 1 : quarters / LETTERS_PER_TOKEN;
    }
}
