package io.serai.processors.predict;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.LimitHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to an inference request: the model's own, with the request's {@code id}, which the protocol wants back. */
public final class InferWriter implements Processor {

    /** Property of an exchange: the request's id. */
    static final String ID = "SeraiInferId";

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw Answer.unexpected(exchange.getMessage().getBody(), asked);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        body.forEach((name, value) -> answer.put(String.valueOf(name), value));
        answer.putIfAbsent("model_name", asked.model());
        Object id = exchange.getProperty(ID);
        if (id != null) {
            answer.put("id", id);
        }
        Answer.write(exchange, answer, LimitHeaders.NONE);
    }
}
