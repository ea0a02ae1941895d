package io.serai.providers.anthropic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A provider's options in this dialect.
 *
 * @param flavor {@code flavor}: where the API lives, {@code api} unless said otherwise
 * @param betas names for {@code anthropic-beta}, a list or separated by commas; sent with each request
 * @param maxTokens {@code maxTokens}: for requests that do not say how long the answer may be, in place of the model's own limit
 */
record AnthropicSettings(MessagesFlavor flavor, List<String> betas, OptionalInt maxTokens) {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static AnthropicSettings of(Map<String, Object> options) {
        Object flavor = options.get("flavor");
        return new AnthropicSettings(
                flavor == null ? MessagesFlavor.API : MessagesFlavor.of(flavor.toString()),
                names(options.get("beta")),
                tokens(options.get("maxTokens")));
    }

    /** How long an answer may be whose request does not say. */
    int mostOutput(ClaudeModel model) {
        return maxTokens.orElse(model.maxOutput());
    }

    private static List<String> names(@Nullable Object given) {
        if (given instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return given == null
                ? List.of()
                : Arrays.stream(given.toString().split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static OptionalInt tokens(@Nullable Object given) {
        if (given == null) {
            return OptionalInt.empty();
        }
        try {
            int tokens = Integer.parseInt(given.toString().strip());
            if (tokens > 0) {
                return OptionalInt.of(tokens);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("expected maxTokens to be a positive number, found '" + given + "'");
    }
}
