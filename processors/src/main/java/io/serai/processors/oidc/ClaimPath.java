package io.serai.processors.oidc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a claim: a name such as {@code tenant}, or a JSON pointer such as {@code /realm_access/roles} (<a
 * href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>). Names that hold a slash themselves, such as {@code https://example.com/team},
 * are names.
 */
record ClaimPath(List<String> steps) {

    ClaimPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a path has steps");
        }
    }

    static ClaimPath of(String text) {
        if (!text.startsWith("/")) {
            return new ClaimPath(List.of(text));
        }
        return new ClaimPath(Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    /** What the claim holds, each text, number and flag of it; empty where there is no such claim. */
    List<String> values(Map<String, Object> claims) {
        Object value = claims;
        for (String step : steps) {
            value = value instanceof Map<?, ?> members ? members.get(step) : null;
        }
        List<String> values = new ArrayList<>();
        add(value, values);
        return values;
    }

    private static void add(@Nullable Object value, List<String> values) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            values.add(value.toString());
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                if (!(item instanceof List<?>)) {
                    add(item, values);
                }
            }
        }
    }
}
