package io.serai.processors.ollama;

import io.serai.processors.frontend.Answer;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code GET /api/version} (<a href="https://docs.ollama.com/api-reference/get-version">source</a>): the version of
 * Ollama whose API is spoken here. Clients ask for it to know what they may use.
 */
public final class VersionWriter implements Processor {

    /** With thinking levels, log probabilities and ids of calls. */
    private volatile String version = "0.13.0";

    public void setVersion(String version) {
        this.version = version;
    }

    @Override
    public void process(Exchange exchange) {
        Answer.write(exchange, Map.of("version", version));
    }
}
