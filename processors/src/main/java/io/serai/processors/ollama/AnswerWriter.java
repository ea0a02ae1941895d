package io.serai.processors.ollama;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code POST /api/chat} and {@code POST /api/generate}. Takes what the route answered: an answer {@code Map}, a
 * {@link io.serai.api.chat.ChatStream}, or text, which the model then is said to have said. Leaves {@code byte[]}, or lines of JSON if the
 * caller did not ask for the answer as a whole. Where the model was not to be asked, says that it is there.
 */
public final class AnswerWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        OllamaAsked own = OllamaAsked.of(exchange);
        boolean isAnswer = own.wish() == OllamaAsked.Wish.ANSWER;
        Object said = isAnswer ? exchange.getMessage().getBody() : Map.of("choices", List.of());
        Answer.write(exchange, said, asked, new OllamaShape(asked, own));
    }
}
