package io.serai.processors.ollama;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of a published model (<a href="https://docs.ollama.com/api/tags">list</a>, <a
 * href="https://docs.ollama.com/api-reference/show-model-details">details</a>). Of what only a file on disk has, such as its size and its
 * digest, it says as much as Ollama says of a model that runs elsewhere: nothing.
 */
final class ModelEntry {

    private ModelEntry() {}

    /** Those that callers can name; a family is a way to name many. */
    static List<Object> list(ModelCatalog models) {
        List<Object> list = new ArrayList<>();
        for (ModelCard card : models.models()) {
            if (!card.id().endsWith("/*")) {
                list.add(listed(card));
            }
        }
        return list;
    }

    private static Map<String, Object> listed(ModelCard card) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", card.id());
        entry.put("model", tagged(card.id()));
        entry.put("modified_at", modified(card));
        entry.put("size", 0);
        entry.put("digest", "");
        entry.put("details", details(card));
        return entry;
    }

    /** The answer to {@code /api/show}. */
    static Map<String, Object> shown(ModelCard card, String id) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("general.architecture", card.owner());
        info.put("general.basename", id);
        card.contextWindow().ifPresent(tokens -> info.put(card.owner() + ".context_length", tokens));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("details", details(card));
        shown.put("model_info", info);
        shown.put("capabilities", capabilities(card));
        shown.put("modified_at", modified(card));
        return shown;
    }

    /** Clients look models up by a name that has a tag. */
    private static String tagged(String id) {
        return id.contains(":") ? id : id + ":latest";
    }

    private static Map<String, Object> details(ModelCard card) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("parent_model", "");
        details.put("format", "");
        details.put("family", card.owner());
        details.put("families", List.of(card.owner()));
        details.put("parameter_size", "");
        details.put("quantization_level", "");
        return details;
    }

    /** In Ollama's words (<a href="https://github.com/ollama/ollama/blob/main/types/model/capability.go">source</a>). */
    private static List<String> capabilities(ModelCard card) {
        List<String> told = new ArrayList<>();
        if (card.operations().contains(Operation.CHAT)) {
            told.add("completion");
        }
        if (card.operations().contains(Operation.EMBED)) {
            told.add("embedding");
        }
        for (String name : List.of("tools", "vision", "thinking")) {
            if (card.capabilities().contains(name)
                    || (name.equals("thinking") && card.capabilities().contains("reasoning"))) {
                told.add(name);
            }
        }
        return told;
    }

    private static String modified(ModelCard card) {
        return Instant.ofEpochSecond(card.created()).toString();
    }
}
