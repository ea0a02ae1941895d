package io.serai.processors.ollama;

import io.serai.processors.frontend.Answer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code GET /api/ps} (<a href="https://docs.ollama.com/api/ps">source</a>): no model is in the gateway's memory. */
public final class RunningWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Answer.write(exchange, Map.of("models", List.of()));
    }
}
