package io.serai.processors.rerank;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads a request for a ranking, of Cohere's or Jina's, which differ in what is optional, and leaves it as a {@code Map}: untouched but
 * for {@code rank_fields}.
 */
public final class RerankReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        RerankRules.REQUEST.check(request, Path.REQUEST);
        exchange.setProperty(RankedDocuments.PROPERTY, RankedDocuments.of(request));
        exchange.getMessage().setBody(RankFields.applied(request));
        RequestHeaders.set(
                exchange, Operation.RERANK, new Asked(String.valueOf(request.get("model")), Asked.Form.WHOLE, false));
    }
}
