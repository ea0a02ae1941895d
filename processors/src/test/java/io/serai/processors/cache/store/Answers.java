package io.serai.processors.cache.store;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers as tests need them. */
public final class Answers {

    private Answers() {}

    /** One that says something. */
    public static CachedAnswer saying(String text) {
        return of("fast", Set.of(), 0, chat(text));
    }

    public static CachedAnswer of(String asked, Set<String> tags, long storedAt, Map<String, Object> answer) {
        return new CachedAnswer(new CachedAnswer.Source("mock", "m-1", Operation.CHAT), asked, tags, storedAt, answer);
    }

    /** A whole answer in canonical form. */
    public static Map<String, Object> chat(String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", "stop");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "chatcmpl-1");
        answer.put("choices", new ArrayList<>(List.of(choice)));
        answer.put("usage", new LinkedHashMap<>(Map.of("prompt_tokens", 3)));
        return answer;
    }

    /** What an answer of {@link #saying} says. */
    public static String text(CachedAnswer answer) {
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) answer.answer().get("choices")).get(0);
        return (String) ((Map<?, ?>) choice.get("message")).get("content");
    }

    /** A key of a scope, with a digest that is made of a number. */
    public static CacheKey key(String scope, long number) {
        return new CacheKey(scope, String.format("%064x", number));
    }
}
