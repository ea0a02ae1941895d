package io.serai.api.chat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A view of OpenAI's {@code usage} object (<a href="https://platform.openai.com/docs/api-reference/chat/object">source</a>). Counts
 * are tokens.
 *
 * @param map the object itself, with every member that the provider sent
 */
public record Usage(Map<String, Object> map) {

    /** The {@code usage} of an answer or of a chunk, where it has one. */
    public static Optional<Usage> in(Map<String, Object> answer) {
        return answer.get("usage") instanceof Map<?, ?> usage ? Optional.of(new Usage(cast(usage))) : Optional.empty();
    }

    /** A usage of so many tokens in and out. */
    public static Usage of(long promptTokens, long completionTokens) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", promptTokens);
        usage.put("completion_tokens", completionTokens);
        usage.put("total_tokens", promptTokens + completionTokens);
        return new Usage(usage);
    }

    /** Tokens in, cached ones included. */
    public long promptTokens() {
        return count(map, "prompt_tokens");
    }

    /** Tokens out, those of reasoning included. */
    public long completionTokens() {
        return count(map, "completion_tokens");
    }

    public long totalTokens() {
        return count(map, "total_tokens");
    }

    /** Of the tokens in, those read from the provider's own cache. */
    public long cachedTokens() {
        return count(details("prompt_tokens_details"), "cached_tokens");
    }

    /** Of the tokens out, those of reasoning. */
    public long reasoningTokens() {
        return count(details("completion_tokens_details"), "reasoning_tokens");
    }

    /** Member by member: numbers add up, objects are summed in turn, of anything else the first stays. */
    public static Map<String, Object> sum(List<Map<String, Object>> parts) {
        Map<String, Object> total = new LinkedHashMap<>();
        for (Map<String, Object> part : parts) {
            part.forEach((name, value) -> {
                // Some providers send `"prompt_tokens_details": null`.
                if (value == null) {
                    total.putIfAbsent(name, null);
                } else {
                    total.merge(name, copy(value), Usage::add);
                }
            });
        }
        return total;
    }

    private static Object copy(Object value) {
        return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value;
    }

    private static Object add(Object left, Object right) {
        if (left instanceof Map<?, ?> l && right instanceof Map<?, ?> r) {
            return sum(List.of(cast(l), cast(r)));
        }
        if (left instanceof Number l && right instanceof Number r) {
            return isWhole(l) && isWhole(r)
                    ? (Object) (l.longValue() + r.longValue())
                    : decimal(l).add(decimal(r));
        }
        return left;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private Map<String, Object> details(String name) {
        return map.get(name) instanceof Map<?, ?> details ? cast(details) : Map.of();
    }

    private static long count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
