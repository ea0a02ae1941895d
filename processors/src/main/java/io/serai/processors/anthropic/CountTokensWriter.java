package io.serai.processors.anthropic;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /v1/messages/count_tokens}: {@code {"input_tokens": n}}, with whatever else the route answered. */
public final class CountTokensWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Object said = exchange.getMessage().getBody();
        if (!(said instanceof Map<?, ?> counted && counted.get("input_tokens") instanceof Number)) {
            throw Answer.unexpected(said, Asked.of(exchange));
        }
        RequestId.tell(exchange);
        Answer.write(exchange, Block.cast(counted), AnthropicLimits.INSTANCE);
    }
}
