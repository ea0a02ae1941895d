package io.serai.providers.huggingface;

import io.serai.api.json.Json;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What both kinds of calls have in common. */
final class TeiBody {

    private TeiBody() {}

    /** Members of {@code extra_body}, which go to the top of the provider's own request. */
    static void merge(@Nullable Object extra, Map<String, Object> body) {
        if (extra instanceof Map<?, ?> own) {
            own.forEach((key, value) -> {
                String name = String.valueOf(key);
                if (!name.equals("model") && !name.equals("stream")) {
                    body.put(name, value);
                }
            });
        }
    }

    /** An answer is a list, without anything around it. */
    static List<?> list(Object body) throws MalformedException {
        if (body instanceof List<?> list) {
            return list;
        }
        throw new MalformedException("expected a JSON array, found " + Json.kindOf(body));
    }

    /** Tokens are counted in a header (<a href="https://github.com/huggingface/text-embeddings-inference/blob/main/router/src/lib.rs">source</a>). */
    static void usage(Head head, Map<String, Object> answer) {
        String tokens = head.header().apply("x-compute-tokens").orElse("");
        if (tokens.isEmpty() || tokens.length() > 18 || !tokens.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return;
        }
        long count = Long.parseLong(tokens);
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", count);
        usage.put("total_tokens", count);
        answer.put("usage", usage);
    }
}
