package io.serai.processors.predict;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.frontend.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answers to {@code GET /v2}, {@code GET /v2/health/live} and {@code GET /v2/health/ready}. */
public final class PredictServerWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class);
        switch (path) {
            case "/v2", "/v2/", "", "/" -> Answer.write(exchange, server());
            case "/v2/health/live", "/live" -> Answer.write(exchange, Map.of("live", true));
            case "/v2/health/ready", "/ready" -> Answer.write(exchange, Map.of("ready", true));
            default ->
                throw new CallerException(ErrorKind.CALLER_NOT_FOUND, "Unknown request URL.").withCode("unknown_url");
        }
    }

    /** The version is the protocol's: which release runs here is nobody's business. */
    private static Map<String, Object> server() {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("name", "serai");
        server.put("version", "2");
        server.put("extensions", List.of());
        return server;
    }
}
