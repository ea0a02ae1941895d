package io.serai.processors.responses;

import io.serai.api.call.Operation;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/responses} (<a href="https://platform.openai.com/docs/api-reference/responses/create">source</a>): leaves a
 * canonical chat request, the kept conversation of {@code previous_response_id} before it, and the headers {@code SeraiModel}, {@code
 * SeraiOperation} and {@code SeraiStream}. What is wrong with it is a {@link io.serai.api.error.CallerException} that names the field.
 */
public final class ResponsesReader implements Processor {

    private final RequestReading reading;

    public ResponsesReader() {
        this(new StoreAccess(), ResponseIds.random(), InstantSource.system());
    }

    ResponsesReader(StoreAccess store, ResponseIds ids, InstantSource clock) {
        this.reading = new RequestReading(store, ids, clock);
    }

    @Override
    public void process(Exchange exchange) {
        reading.read(exchange, Operation.CHAT);
    }
}
