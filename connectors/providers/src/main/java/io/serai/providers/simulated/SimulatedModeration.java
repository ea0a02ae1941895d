package io.serai.providers.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moderation by a list of words: enough to see what an application does with a flagged text, and fit for nothing else. Looks at no
 * image.
 */
final class SimulatedModeration {

    /** By <a href="https://platform.openai.com/docs/guides/moderation#content-classifications">OpenAI's categories</a>. */
    private static final Map<String, Set<String>> WORDS = words();

    private static final double FLAGGED = 0.99;

    private SimulatedModeration() {}

    /** The answer to a request in the shape of <a href="https://platform.openai.com/docs/api-reference/moderations">OpenAI's</a>. */
    static Map<String, Object> answer(String model, Map<String, Object> request) {
        Object input = request.get("input");
        List<Object> results = new ArrayList<>();
        if (input instanceof List<?> list && list.stream().noneMatch(Map.class::isInstance)) {
            list.forEach(text -> results.add(result(text(text))));
        } else {
            // Parts of one message are judged together.
            results.add(result(text(input)));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "modr-simulated-" + Long.toHexString(StableHash.of(String.valueOf(input))));
        answer.put("model", model);
        answer.put("results", results);
        answer.put("system_fingerprint", "simulated");
        return answer;
    }

    private static Map<String, Object> result(String text) {
        Set<String> found = Set.copyOf(Words.of(text));
        Map<String, Object> categories = new LinkedHashMap<>();
        Map<String, Object> scores = new LinkedHashMap<>();
        Map<String, Object> types = new LinkedHashMap<>();
        WORDS.forEach((category, words) -> {
            boolean flagged = words.stream().anyMatch(found::contains);
            categories.put(category, flagged);
            scores.put(category, flagged ? FLAGGED : 0);
            types.put(category, List.of("text"));
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("flagged", categories.containsValue(true));
        result.put("categories", categories);
        result.put("category_scores", scores);
        result.put("category_applied_input_types", types);
        return result;
    }

    private static String text(@Nullable Object input) {
        if (input instanceof String text) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        if (input instanceof List<?> parts) {
            for (Object part : parts) {
                all.append(text(part instanceof Map<?, ?> members ? members.get("text") : part))
                        .append('\n');
            }
        }
        return all.toString();
    }

    private static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        words.put("harassment", Set.of("idiot", "stupid", "moron"));
        words.put("harassment/threatening", Set.of());
        words.put("hate", Set.of("hate", "vermin"));
        words.put("hate/threatening", Set.of());
        words.put("illicit", Set.of("counterfeit", "smuggle"));
        words.put("illicit/violent", Set.of("bomb", "explosive"));
        words.put("self-harm", Set.of("suicide"));
        words.put("self-harm/intent", Set.of());
        words.put("self-harm/instructions", Set.of());
        words.put("sexual", Set.of("porn", "pornography"));
        words.put("sexual/minors", Set.of());
        words.put("violence", Set.of("kill", "murder", "attack"));
        words.put("violence/graphic", Set.of("gore", "dismember"));
        return words;
    }
}
