package io.serai.processors.openai;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import io.serai.processors.frontend.PathBelow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code GET /v1/models} and {@code GET /v1/models/{id}} (<a
 * href="https://platform.openai.com/docs/api-reference/models">source</a>), by the header {@code CamelHttpPath}, with what else is
 * known of a model beside OpenAI's own members.
 */
public final class ModelsWriter implements Processor {

    private static final String PREFIX = "/v1/models";

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        ModelCatalog models = catalog.of(exchange);
        String id = PathBelow.of(exchange, PREFIX)
                .orElseThrow(
                        () -> Catalog.unknown(exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class)));
        Answer.write(exchange, id.isEmpty() ? list(models) : one(models, id));
    }

    private static Map<String, Object> list(ModelCatalog models) {
        List<Object> data = new ArrayList<>();
        for (ModelCard card : models.models()) {
            data.add(describe(card, card.id()));
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", data);
        return list;
    }

    /** A member of a family, and an alias, are shown under the name that was asked for: that is what callers send. */
    private static Map<String, Object> one(ModelCatalog models, String id) {
        return models.find(id).map(card -> describe(card, id)).orElseThrow(() -> Catalog.unknown(id));
    }

    private static Map<String, Object> describe(ModelCard card, String id) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", id);
        model.put("object", "model");
        model.put("created", card.created());
        model.put("owned_by", card.owner());
        model.put("description", card.description());
        TreeSet<String> capabilities = new TreeSet<>(card.capabilities());
        card.operations().stream().map(Operation::label).forEach(capabilities::add);
        model.put("capabilities", List.copyOf(capabilities));
        card.contextWindow().ifPresent(tokens -> model.put("context_window", tokens));
        model.put("status", card.status().name().toLowerCase(Locale.ROOT));
        return model;
    }
}
