package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A turn's parts verbatim, those that were streamed in pieces put together: text follows text, but never across a signature. */
final class NativeParts {

    private @Nullable Map<String, Object> open;

    /** Takes the next part; answers those that are whole now. */
    List<Map<String, Object>> add(Map<?, ?> part) {
        List<Map<String, Object>> whole = new ArrayList<>(2);
        Map<String, Object> before = open;
        if (isText(part)) {
            if (before != null
                    && Boolean.TRUE.equals(before.get("thought")) == Boolean.TRUE.equals(part.get("thought"))) {
                before.put("text", String.valueOf(before.get("text")) + part.get("text"));
                return whole;
            }
            open = new LinkedHashMap<>(Nodes.cast(part));
        } else {
            open = null;
        }
        if (before != null) {
            whole.add(before);
        }
        if (open == null) {
            whole.add(Nodes.cast(part));
        }
        return whole;
    }

    /** The last one, if it is still open. */
    List<Map<String, Object>> rest() {
        Map<String, Object> last = open;
        open = null;
        return last == null ? List.of() : List.of(last);
    }

    /** {@code native} of a message or a delta. */
    static Map<String, Object> told(List<Map<String, Object>> parts) {
        return Nodes.of(GeminiDialect.NAME, parts);
    }

    private static boolean isText(Map<?, ?> part) {
        for (Object name : part.keySet()) {
            if (!"text".equals(name) && !"thought".equals(name)) {
                return false;
            }
        }
        return part.get("text") instanceof String;
    }
}
