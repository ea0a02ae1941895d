package io.serai.processors.predict;

import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code GET /v2/models/<model>[/versions/<version>]} and to the same with {@code /ready}. Which tensors a model
 * takes and gives only its server knows: both lists are empty.
 */
public final class PredictModelWriter implements Processor {

    /** The protocol's word for a model that is not ready is any 4xx. */
    private static final int NOT_READY = 400;

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        PredictPath path = PredictPath.of(exchange, "ready");
        ModelCard card = catalog.of(exchange).find(path.model()).orElseThrow(() -> Catalog.unknown(path.model()));
        if (path.verb().isEmpty()) {
            Answer.write(exchange, metadata(path.model(), card));
        } else {
            boolean ready = card.status() != ModelCard.Status.NOT_CONFIGURED;
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("name", path.model());
            answer.put("ready", ready);
            Answer.write(exchange, answer);
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ready ? 200 : NOT_READY);
        }
    }

    private static Map<String, Object> metadata(String name, ModelCard card) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", name);
        if (!card.version().isEmpty()) {
            model.put("versions", List.of(card.version()));
        }
        model.put("platform", "serai");
        model.put("inputs", List.of());
        model.put("outputs", List.of());
        return model;
    }
}
