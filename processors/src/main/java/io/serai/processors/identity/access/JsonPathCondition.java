package io.serai.processors.identity.access;

import java.util.List;

/**
 * The part of JSONPath that rules are written in: all that looks at the facts, and nothing of what Camel puts into it. Regular expressions
 * are not: Java's can take for ever.
 */
final class JsonPathCondition {

    private static final List<String> REFUSED = List.of("${", "$simple{", "$init{", "{{", "#{", "=~");

    private JsonPathCondition() {}

    /** @throws IllegalArgumentException where a condition holds anything else */
    static void check(String text) {
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("expected a path that begins with $");
        }
        for (String refused : REFUSED) {
            if (text.contains(refused)) {
                throw new IllegalArgumentException("expected a path without " + refused);
            }
        }
    }
}
