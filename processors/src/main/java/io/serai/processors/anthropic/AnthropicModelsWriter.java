package io.serai.processors.anthropic;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import io.serai.processors.frontend.PathBelow;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code GET /v1/models} and {@code GET /v1/models/{id}} for those who ask with the header
 * {@code anthropic-version} (<a href="https://platform.claude.com/docs/en/api/models/list">source</a>). A model that is not there is
 * told here too: who asks for the path without that header is told in OpenAI's words.
 */
public final class AnthropicModelsWriter implements Processor {

    private static final String ENDPOINT = "/v1/models";

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        ModelCatalog models = catalog.of(exchange);
        Optional<String> id = PathBelow.of(exchange, ENDPOINT);
        RequestId.tell(exchange);
        if (id.filter(String::isEmpty).isPresent()) {
            Answer.write(exchange, ModelInfo.list(models));
            return;
        }
        Optional<Map<String, Object>> model = id.flatMap(name -> ModelInfo.one(models, name));
        if (model.isEmpty()) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ErrorKind.CALLER_NOT_FOUND.status());
        }
        Answer.write(exchange, model.orElseGet(() -> notFound(exchange, id.orElse(""))));
    }

    private static Map<String, Object> notFound(Exchange exchange, String id) {
        String shown = id.length() <= 256 ? id : id.substring(0, 256) + "…";
        return new AnthropicErrors()
                .error(new CallerException(ErrorKind.CALLER_NOT_FOUND, "model: " + shown), RequestId.of(exchange));
    }
}
