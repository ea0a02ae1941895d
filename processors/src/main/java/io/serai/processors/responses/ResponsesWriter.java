package io.serai.processors.responses;

import io.serai.processors.frontend.Answer;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code POST /v1/responses}. Takes what the route answered: an answer {@code Map}, a {@link
 * io.serai.api.chat.ChatStream}, or text, which the model then is said to have said. Leaves {@code byte[]}, or an {@link
 * io.serai.api.sse.EventStream} if the caller asked for a stream. Keeps what it tells, unless the caller asked not to.
 */
public final class ResponsesWriter implements Processor {

    private final InstantSource clock;

    public ResponsesWriter() {
        this(InstantSource.system());
    }

    ResponsesWriter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        ResponseCall call = ResponseCall.of(exchange);
        Answer.write(exchange, exchange.getMessage().getBody(), call.form(), new ResponsesShape(call, clock));
    }
}
