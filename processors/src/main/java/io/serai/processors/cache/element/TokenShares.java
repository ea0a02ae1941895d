package io.serai.processors.cache.element;

import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each element of an answer has cost, by its length: providers count the tokens of all of them together. */
final class TokenShares {

    /** Other units, such as a search of up to 100 documents, can't be shared out. */
    private static final List<String> COUNTS = List.of("prompt_tokens", "total_tokens");

    private TokenShares() {}

    /** The usage of each element; they add up to what the answer says. */
    static List<Map<String, Object>> of(Map<String, Object> answer, List<Object> elements) {
        List<Map<String, Object>> shares = new ArrayList<>(elements.size());
        elements.forEach(element -> shares.add(new LinkedHashMap<>()));
        Map<String, Object> usage = Usage.in(answer).map(Usage::map).orElse(Map.of());
        for (String name : COUNTS) {
            if (usage.get(name) instanceof Number count) {
                share(name, count.longValue(), elements, shares);
            }
        }
        return shares;
    }

    private static void share(String name, long count, List<Object> elements, List<Map<String, Object>> into) {
        long all = elements.stream().mapToLong(TokenShares::length).sum();
        long seen = 0;
        long given = 0;
        for (int i = 0; i < into.size(); i++) {
            seen += length(elements.get(i));
            long upTo = Math.round((double) count * seen / all);
            into.get(i).put(name, upTo - given);
            given = upTo;
        }
    }

    private static long length(Object element) {
        if (element instanceof List<?> tokens) {
            return Math.max(1, tokens.size());
        }
        return Math.max(
                1,
                element instanceof CharSequence text
                        ? text.length()
                        : element.toString().length());
    }
}
