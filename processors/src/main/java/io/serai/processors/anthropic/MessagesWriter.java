package io.serai.processors.anthropic;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code POST /v1/messages}. Takes what the route answered: an answer {@code Map}, a {@link
 * io.serai.api.chat.ChatStream}, or text, which the model then is said to have said. Leaves {@code byte[]}, or an {@link
 * io.serai.api.sse.EventStream} if the caller asked for a stream, and the headers {@code Content-Type} and {@code request-id}.
 */
public final class MessagesWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        RequestId.tell(exchange);
        Answer.write(exchange, exchange.getMessage().getBody(), asked, new MessageShape(asked));
    }
}
