package io.serai.processors.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is told about a model of the file: options of the endpoint {@code model:}, which has its own defaults for what is not said.
 *
 * @param options by their names, as far as they are given
 * @param aliases other names for the same model
 */
record Card(Map<String, String> options, List<Mention> aliases) {

    /** An empty text is not given. */
    static Card of(
            Map<String, String> texts, List<String> capabilities, OptionalLong contextWindow, List<Mention> aliases) {
        Map<String, String> options = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (!text.isEmpty()) {
                options.put(name, text);
            }
        });
        if (!capabilities.isEmpty()) {
            options.put("capabilities", String.join(",", capabilities));
        }
        contextWindow.ifPresent(tokens -> options.put("contextWindow", Long.toString(tokens)));
        if (!aliases.isEmpty()) {
            options.put(
                    "aliases",
                    String.join(",", aliases.stream().map(Mention::name).toList()));
        }
        return new Card(options, aliases);
    }
}
