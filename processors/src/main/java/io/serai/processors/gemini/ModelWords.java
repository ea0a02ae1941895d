package io.serai.processors.gemini;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Published models in the words of Gemini's Models API (<a href="https://ai.google.dev/api/models">source</a>). */
final class ModelWords {

    private static final String PREFIX = "models/";

    private ModelWords() {}

    /** All models that callers may see. */
    static List<Map<String, Object>> all(ModelCatalog catalog) {
        List<Map<String, Object>> models = new ArrayList<>();
        for (ModelCard card : catalog.models()) {
            models.add(describe(card, card.id()));
        }
        return models;
    }

    /** The model under the name that was asked for. */
    static Optional<Map<String, Object>> one(ModelCatalog catalog, String id) {
        return catalog.find(id).map(card -> describe(card, id));
    }

    private static Map<String, Object> describe(ModelCard card, String id) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", PREFIX + id);
        model.put("version", card.version());
        model.put("displayName", id);
        model.put("description", card.description());
        card.contextWindow().ifPresent(tokens -> model.put("inputTokenLimit", tokens));
        model.put("supportedGenerationMethods", methods(card.operations()));
        return model;
    }

    private static List<String> methods(Set<Operation> operations) {
        List<String> methods = new ArrayList<>();
        for (Method method : Method.values()) {
            if (operations.contains(method.operation())) {
                methods.add(method.word());
            }
        }
        return methods;
    }
}
