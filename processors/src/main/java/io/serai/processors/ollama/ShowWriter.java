package io.serai.processors.ollama;

import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reads {@code POST /api/show} (<a href="https://docs.ollama.com/api-reference/show-model-details">source</a>), and writes its answer. */
public final class ShowWriter implements Processor {

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> given = Posted.read(exchange, OllamaRules.SHOW);
        String id = Posted.model(given);
        ModelCard card = catalog.of(exchange).find(id).orElseThrow(() -> Catalog.unknown(id));
        Answer.write(exchange, ModelEntry.shown(card, id));
    }
}
