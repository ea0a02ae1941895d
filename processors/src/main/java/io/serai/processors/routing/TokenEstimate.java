package io.serai.processors.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how many tokens a request has, without a tokenizer: it costs microseconds where that costs milliseconds. Four letters of Latin
 * script are a token (<a href="https://platform.openai.com/docs/concepts/tokens">OpenAI's rule of thumb</a>), of other scripts each letter
 * is, which errs on the safe side. An image, a document or a sound counts as about a thousand.
 */
final class TokenEstimate {

    private static final int LETTERS_PER_TOKEN = 4;
    private static final long PER_ATTACHMENT = 1_000;
    private static final long PER_MESSAGE = 4;
    /** Where the caller sets no limit to the answer. */
    private static final long USUAL_ANSWER = 500;

    private long quarters;

    private TokenEstimate() {}

    /** Of messages, tools and a schema of the answer. */
    static long input(Map<?, ?> request) {
        TokenEstimate estimate = new TokenEstimate();
        if (request.get("messages") instanceof List<?> messages) {
            for (Object message : messages) {
                estimate.tokens(PER_MESSAGE);
                estimate.add(message instanceof Map<?, ?> members ? members.get("content") : message);
                estimate.add(message instanceof Map<?, ?> members ? members.get("tool_calls") : null);
            }
        }
        estimate.add(request.get("tools"));
        estimate.add(request.get("response_format"));
        estimate.add(request.get("input"));
        estimate.add(request.get("prompt"));
        return estimate.quarters / LETTERS_PER_TOKEN;
    }

    static long output(Map<?, ?> request) {
        for (String limit : List.of("max_completion_tokens", "max_tokens")) {
            if (request.get(limit) instanceof Number most) {
                return most.longValue();
            }
        }
        return USUAL_ANSWER;
    }

    private void tokens(long count) {
        quarters += count * LETTERS_PER_TOKEN;
    }

    private void add(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            letters(text);
        } else if (value instanceof Map<?, ?> members) {
            if (members.get("image_url") != null || members.get("input_audio") != null || members.get("file") != null) {
                tokens(PER_ATTACHMENT);
                return;
            }
            members.forEach((name, member) -> {
                letters(name.toString());
                add(member);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(this::add);
        } else if (value != null) {
            quarters += 2;
        }
    }

    private void letters(CharSequence text) {
        long sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i) < 0x250 ? 1 : LETTERS_PER_TOKEN;
        }
        quarters += sum;
    }
}
