package io.serai.processors.cache;

import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was given once, as one who asks later gets it: with an id and a time of its own, and a usage that says that it cost
 * nothing. All else is the same, and what lies deeper than its messages is the same objects, which nobody can change.
 *
 * @param id of the answer
 * @param created in seconds since the epoch
 */
record FreshAnswer(String id, long created) {

    /** Member of a usage: {@code true} where a cache has answered. */
    static final String CACHED = "cached";

    private static final String DETAILS = "prompt_tokens_details";
    private static final Set<String> SAID = Set.of("message", "delta");
    private static final int DIGITS = 24;

    static FreshAnswer at(long millis) {
        StringBuilder id = new StringBuilder("chatcmpl-".length() + DIGITS).append("chatcmpl-");
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long bits = 0;
        for (int i = 0; i < DIGITS; i++) {
            bits = i % 12 == 0 ? random.nextLong() : bits >>> 5;
            id.append(Character.forDigit((int) (bits & 31), 32));
        }
        return new FreshAnswer(id.toString(), millis / 1000);
    }

    /** Of a whole answer, or of a chunk of one. */
    Map<String, Object> of(Map<String, Object> answer) {
        Map<String, Object> fresh = new LinkedHashMap<>(answer);
        fresh.put("id", id);
        fresh.put("created", created);
        if (answer.get("choices") instanceof List<?> choices) {
            fresh.put("choices", own(choices));
        }
        Map<String, Object> usage = cached(answer.get("usage"));
        if (usage != null) {
            fresh.put("usage", usage);
        }
        return fresh;
    }

    /** What steps that come later change in place: the choices, and what each of them says. */
    private static List<Object> own(List<?> choices) {
        List<Object> own = new ArrayList<>(choices.size());
        for (Object each : choices) {
            own.add(each instanceof Map<?, ?> choice ? own(choice) : each);
        }
        return own;
    }

    private static Map<Object, Object> own(Map<?, ?> choice) {
        Map<Object, Object> own = new LinkedHashMap<>(choice);
        own.replaceAll((name, said) ->
                said instanceof Map<?, ?> members && SAID.contains(name) ? new LinkedHashMap<>(members) : said);
        return own;
    }

    /** The counts of the first call, all that went in read from a cache. */
    static @Nullable Map<String, Object> cached(@Nullable Object usage) {
        if (!(usage instanceof Map<?, ?> told)) {
            return null;
        }
        Map<String, Object> cached = new LinkedHashMap<>();
        told.forEach((name, value) -> cached.put(String.valueOf(name), value));
        Object prompt = cached.get("prompt_tokens");
        if (prompt instanceof Number) {
            Map<String, Object> details = new LinkedHashMap<>();
            if (cached.get(DETAILS) instanceof Map<?, ?> known) {
                known.forEach((name, value) -> details.put(String.valueOf(name), value));
            }
            details.put("cached_tokens", prompt);
            cached.put(DETAILS, details);
        }
        cached.put(CACHED, true);
        return cached;
    }

    /** The same of a view; one that says nothing where the answer did not. */
    static Usage cachedUsage(Map<String, Object> answer) {
        Map<String, Object> cached = cached(answer.get("usage"));
        return new Usage(cached == null ? Map.of() : cached);
    }
}
