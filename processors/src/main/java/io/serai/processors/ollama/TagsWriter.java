package io.serai.processors.ollama;

import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code GET /api/tags} (<a href="https://docs.ollama.com/api/tags">source</a>): the published models. */
public final class TagsWriter implements Processor {

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        Answer.write(exchange, Map.of("models", ModelEntry.list(catalog.of(exchange))));
    }
}
