package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request for embeddings says beside its input.
 *
 * @param taskType one of Gemini's (<a href="https://ai.google.dev/gemini-api/docs/embeddings#supported-task-types">list</a>)
 * @param title of a document
 * @param dimensions of the vectors
 * @param dropped what Gemini can't be told
 */
record EmbedWish(Optional<String> taskType, Optional<String> title, Optional<Object> dimensions, List<String> dropped) {

    static EmbedWish of(Map<String, Object> request, String model) {
        String type = "";
        String title = "";
        Object dimensions = null;
        List<String> dropped = new ArrayList<>(0);
        for (Map.Entry<String, Object> member : request.entrySet()) {
            Object value = member.getValue();
            if (value == null) {
                continue;
            }
            switch (member.getKey()) {
                case "model", "input", "user", "encoding_format", "extra_body" -> {}
                case "dimensions" -> dimensions = value;
                case "title" -> title = value.toString();
                case "input_type", "task_type", "taskType", "task" -> {
                    type = taskType(value.toString());
                    // gemini-embedding-2 is told its task in the text itself, which is not ours to change.
                    if (type.isEmpty() || model.contains("gemini-embedding-2")) {
                        dropped.add(member.getKey());
                        type = "";
                    }
                }
                default -> dropped.add(member.getKey());
            }
        }
        return new EmbedWish(said(type), said(title), Optional.ofNullable(dimensions), dropped);
    }

    private static Optional<String> said(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }

    /** Cohere's, Voyage's and Jina's words; Gemini's own are in capitals. Empty where there is none that fits. */
    private static String taskType(String word) {
        return switch (word) {
            case "search_query", "query", "retrieval.query" -> "RETRIEVAL_QUERY";
            case "search_document", "document", "passage", "retrieval.passage" -> "RETRIEVAL_DOCUMENT";
            case "classification" -> "CLASSIFICATION";
            case "clustering", "separation" -> "CLUSTERING";
            case "text-matching", "semantic_similarity" -> "SEMANTIC_SIMILARITY";
            case "code.query" -> "CODE_RETRIEVAL_QUERY";
            default -> word.equals(word.toUpperCase(Locale.ROOT)) ? word : "";
        };
    }
}
