package io.serai.processors.responses;

import io.serai.api.call.Operation;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/responses/input_tokens} (<a
 * href="https://platform.openai.com/docs/api-reference/responses/input-tokens">source</a>): a request as {@link ResponsesReader} reads it,
 * to be counted. A model has to be named, for there is no other way to tell who counts.
 */
public final class InputTokensReader implements Processor {

    private final RequestReading reading;

    public InputTokensReader() {
        this(new StoreAccess(), ResponseIds.random(), InstantSource.system());
    }

    InputTokensReader(StoreAccess store, ResponseIds ids, InstantSource clock) {
        this.reading = new RequestReading(store, ids, clock);
    }

    @Override
    public void process(Exchange exchange) {
        reading.read(exchange, Operation.COUNT_TOKENS);
    }
}
