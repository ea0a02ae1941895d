package io.serai.processors.gemini;

import io.serai.api.error.CallerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests for embeddings (<a href="https://ai.google.dev/api/embeddings">source</a>) in the canonical form: one request, though Gemini's
 * batch has one for each input. Google's words for a task are Cohere's where Cohere has them.
 */
final class EmbedWords {

    private static final Set<String> SAID =
            Set.of("model", "content", "taskType", "title", "outputDimensionality", "embedContentConfig");

    private EmbedWords() {}

    /** A request for one embedding. */
    static Map<String, Object> one(Node given, Target target) {
        return request(input(given, "content"), settings(given), target);
    }

    /** A batch. What its requests say beside their contents has to be the same: the canonical form says it once. */
    static Map<String, Object> batch(Node given, Target target) {
        List<Node> requests = given.objects("requests");
        Map<String, Object> settings = settings(requests.get(0));
        List<Object> inputs = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            String where = "requests[" + i + "]";
            Node request = requests.get(i);
            sameModel(request, target, where);
            Map<String, Object> own = settings(request);
            if (!own.equals(settings)) {
                throw CallerException.badField(
                        where, "`" + where + "` must say the same as the requests before it, but for its content.");
            }
            inputs.add(input(request, where + ".content"));
        }
        return request(inputs, settings, target);
    }

    private static void sameModel(Node request, Target target, String where) {
        String model = request.string("model");
        if (!model.isEmpty() && !model.equals(target.model()) && !model.endsWith("/" + target.model())) {
            throw CallerException.badField(
                    where + ".model", "`" + where + ".model` must be the model that the path names.");
        }
    }

    private static Map<String, Object> request(Object input, Map<String, Object> settings, Target target) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", target.model());
        request.put("input", input);
        request.putAll(settings);
        return request;
    }

    private static Map<String, Object> settings(Node given) {
        Map<String, Object> settings = given.others(SAID);
        settings(given, settings);
        // Vertex AI's spelling.
        Node config = given.object("embedContentConfig");
        settings(config, settings);
        settings.putAll(config.others(SAID));
        return settings;
    }

    private static void settings(Node given, Map<String, Object> into) {
        if (given.has("taskType") && !given.string("taskType").equals("TASK_TYPE_UNSPECIFIED")) {
            into.put("input_type", inputType(given.string("taskType")));
        }
        given.copy("title", into, "title");
        given.copy("outputDimensionality", into, "dimensions");
    }

    private static String inputType(String taskType) {
        return switch (taskType) {
            case "RETRIEVAL_QUERY" -> "search_query";
            case "RETRIEVAL_DOCUMENT" -> "search_document";
            case "CLASSIFICATION" -> "classification";
            case "CLUSTERING" -> "clustering";
            default -> taskType;
        };
    }

    /** Texts of one content are embedded as one; beside other data the canonical form has no way to say that. */
    private static Object input(Node request, String where) {
        List<Node> parts = request.object("content").objects("parts");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i).get("text") instanceof String piece)) {
                if (parts.size() == 1 && UserTurn.content(parts) instanceof List<?> one && one.size() == 1) {
                    return one.get(0);
                }
                String part = where + ".parts[" + i + "]";
                throw CallerException.badField(part, "`" + part + "` must be text, or the only part of its content.");
            }
            text.append(i == 0 ? "" : "\n").append(piece);
        }
        return text.toString();
    }
}
