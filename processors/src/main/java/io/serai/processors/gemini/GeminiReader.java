package io.serai.processors.gemini;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST …/models/{model}:{method}} (<a href="https://ai.google.dev/api/all-methods">source</a>), by the headers {@code
 * CamelHttpPath} and {@code CamelHttpQuery}: checks the body and leaves the canonical request, with the headers {@code SeraiModel}, {@code
 * SeraiOperation} and {@code SeraiStream}. What is wrong with it is a {@link io.serai.api.error.CallerException} that names the field.
 */
public final class GeminiReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Posted.read(exchange);
    }
}
