package io.serai.processors.rerank;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's {@code rank_fields}: which members of a document are ranked. Told to no provider, but done here, in the form in which Cohere
 * advises to send documents with several fields: lines of YAML (<a href="https://docs.cohere.com/docs/reranking-best-practices">source</a>).
 */
final class RankFields {

    private static final String NAME = "rank_fields";

    private RankFields() {}

    /** The request with documents that are {@code {text}}; the request itself where it names no fields. */
    static Map<String, Object> applied(Map<String, Object> request) {
        if (!(request.get(NAME) instanceof List<?> fields)
                || !(request.get("documents") instanceof List<?> documents)) {
            return request;
        }
        List<Object> texts = new ArrayList<>(documents.size());
        for (Object document : documents) {
            texts.add(document instanceof Map<?, ?> members ? Map.of("text", text(members, fields)) : document);
        }
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.remove(NAME);
        changed.put("documents", texts);
        return changed;
    }

    private static String text(Map<?, ?> document, List<?> fields) {
        if (fields.size() == 1) {
            return spelt(document.get(fields.get(0)));
        }
        StringBuilder lines = new StringBuilder();
        for (Object field : fields) {
            Object value = document.get(field);
            if (value != null) {
                lines.append(lines.isEmpty() ? "" : "\n")
                        .append(field)
                        .append(": ")
                        .append(spelt(value));
            }
        }
        return lines.toString();
    }

    private static String spelt(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? text : new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
