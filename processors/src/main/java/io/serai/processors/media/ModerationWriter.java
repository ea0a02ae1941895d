package io.serai.processors.media;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /v1/moderations}: the model's own. */
public final class ModerationWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw Answer.unexpected(exchange.getMessage().getBody(), Asked.of(exchange));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        body.forEach((name, value) -> answer.put(String.valueOf(name), value));
        Answer.write(exchange, answer);
    }
}
