package io.serai.processors.gemini;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request into one spelling. Google's servers read <a href="https://protobuf.dev/programming-guides/json/">protobuf's JSON</a>:
 * members are spelt {@code lowerCamelCase} or as in the definition, {@code snake_case}, numbers may be strings; and where a list is wanted
 * they take its only element, as many of Google's examples have it. What is the caller's own (arguments, results, schemas, labels) stays
 * as it is.
 */
final class Spelling {

    private static final Set<String> OPAQUE = Set.of(
            "args",
            "response",
            "parameters",
            "parametersJsonSchema",
            "responseSchema",
            "responseJsonSchema",
            "labels",
            "partMetadata",
            "headers");
    private static final Set<String> LISTS_OF_OBJECTS =
            Set.of("contents", "parts", "tools", "functionDeclarations", "safetySettings", "requests");
    private static final Set<String> LISTS_OF_WORDS =
            Set.of("stopSequences", "allowedFunctionNames", "responseModalities");
    private static final Set<String> NUMBERS = Set.of(
            "temperature",
            "topP",
            "topK",
            "candidateCount",
            "maxOutputTokens",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "logprobs",
            "thinkingBudget",
            "outputDimensionality");
    private static final int LONGEST_NUMBER = 32;

    private Spelling() {}

    /** The same object where there is nothing to change. */
    static Map<String, Object> plain(Map<String, Object> given) {
        Map<String, Object> copy = null;
        for (Map.Entry<String, Object> member : given.entrySet()) {
            String name = camel(member.getKey());
            Object value = member.getValue();
            Object plain = OPAQUE.contains(name) ? value : value(name, value);
            if (copy == null && (plain != value || !name.equals(member.getKey()))) {
                copy = before(given, member.getKey());
            }
            if (copy != null) {
                // The spelling of Google's own documentation counts where a request has both.
                if (name.equals(member.getKey()) || !given.containsKey(name)) {
                    copy.put(name, plain);
                }
            }
        }
        return copy == null ? given : copy;
    }

    private static Map<String, Object> before(Map<String, Object> given, String last) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : given.entrySet()) {
            if (member.getKey().equals(last)) {
                break;
            }
            copy.put(member.getKey(), member.getValue());
        }
        return copy;
    }

    private static @Nullable Object value(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> plain = plain(Node.cast(object));
            return LISTS_OF_OBJECTS.contains(name) ? List.of(plain) : plain;
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof String text) {
            if (LISTS_OF_WORDS.contains(name)) {
                return List.of(text);
            }
            return NUMBERS.contains(name) ? number(text) : value;
        }
        return value;
    }

    private static List<?> list(List<?> list) {
        List<Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            Object plain = element instanceof Map<?, ?> object ? plain(Node.cast(object)) : element;
            if (plain != element) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, plain);
            }
        }
        return copy == null ? list : copy;
    }

    /** The number in a text; the text itself, which will be refused, where there is none. */
    private static Object number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return number.scale() == 0 && number.precision() <= 18 ? whole(number.longValueExact()) : number;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** As JSON is read: small numbers are integers. */
    static Number whole(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    /** {@code top_k} as {@code topK}. */
    static String camel(String snake) {
        int at = snake.indexOf('_');
        if (at <= 0) {
            return snake;
        }
        StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i + 1 < snake.length()) {
                camel.append(Character.toUpperCase(snake.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
