package io.serai.processors.anthropic;

import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Published models in the words of Anthropic's Models API (<a href="https://platform.claude.com/docs/en/api/models/list">source</a>). */
public final class ModelInfo {

    private ModelInfo() {}

    /** All models that callers may see, on one page. */
    public static Map<String, Object> list(ModelCatalog catalog) {
        List<Object> data = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (ModelCard card : catalog.models()) {
            data.add(describe(card, card.id()));
            ids.add(card.id());
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("data", data);
        list.put("has_more", false);
        list.put("first_id", ids.isEmpty() ? null : ids.get(0));
        list.put("last_id", ids.isEmpty() ? null : ids.get(ids.size() - 1));
        return list;
    }

    /** The model under the name that was asked for. */
    public static Optional<Map<String, Object>> one(ModelCatalog catalog, String id) {
        return catalog.find(id).map(card -> describe(card, id));
    }

    private static Map<String, Object> describe(ModelCard card, String id) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "model");
        model.put("id", id);
        model.put("display_name", id);
        model.put("created_at", Instant.ofEpochSecond(card.created()).toString());
        // Whatever is published is in use.
        model.put("lifecycle", "active");
        card.contextWindow().ifPresent(tokens -> model.put("max_input_tokens", tokens));
        return model;
    }
}
