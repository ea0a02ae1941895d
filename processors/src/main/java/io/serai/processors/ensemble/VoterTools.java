package io.serai.processors.ensemble;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the models of an ensemble may do with the tools of a request. */
enum VoterTools {
    /** They may call them; equal calls are equal votes. */
    CALLED,
    /** They are to answer in words. Of a merge, the model that writes the answer may call them. */
    WITHHELD;

    static VoterTools named(String name) {
        return Arrays.stream(values())
                .filter(value -> value.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected tools to be one of "
                        + List.of(CALLED.label(), WITHHELD.label()) + ", found '" + name + "'"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The request as the models see it. The tools stay in it: some providers refuse earlier calls in a conversation without them. */
    Map<String, Object> of(Map<String, Object> request) {
        if (this == CALLED || !request.containsKey("tools")) {
            return request;
        }
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.put("tool_choice", "none");
        return changed;
    }
}
