package io.serai.processors.openai;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/embeddings} (<a href="https://platform.openai.com/docs/api-reference/embeddings/create">source</a>): checks
 * the body and leaves it as a {@code Map}, untouched, {@code encoding_format} included; a provider that knows only numbers may
 * ignore that, the writer makes up for it.
 */
public final class EmbeddingsReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        RequestRules.EMBEDDINGS.check(request, Path.REQUEST);
        exchange.getMessage().setBody(request);
        RequestHeaders.set(
                exchange, Operation.EMBED, new Asked(String.valueOf(request.get("model")), Asked.Form.WHOLE, false));
        exchange.setProperty(VectorFormat.PROPERTY, VectorFormat.asked(request));
    }
}
