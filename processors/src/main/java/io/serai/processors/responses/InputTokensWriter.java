package io.serai.processors.responses;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /v1/responses/input_tokens}: a count, as a provider or the gateway made it. */
public final class InputTokensWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Object said = exchange.getMessage().getBody();
        if (!(said instanceof Map<?, ?> count) || !(count.get("input_tokens") instanceof Number)) {
            throw Answer.unexpected(said, Asked.of(exchange));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("object", "response.input_tokens");
        told.putAll(Items.object(said));
        Answer.write(exchange, told);
    }
}
