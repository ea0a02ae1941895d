package io.serai.processors.ollama;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Rule;
import io.serai.processors.ollama.OllamaAsked.Endpoint;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /api/embed} (<a href="https://docs.ollama.com/api/embed">source</a>) and the older {@code POST /api/embeddings} (<a
 * href="https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embedding">source</a>): checks the body and leaves the canonical
 * request.
 */
public final class EmbedReader implements Processor {

    private static final String OLDER = "/api/embeddings";

    @Override
    public void process(Exchange exchange) {
        boolean isOlder = OLDER.equals(exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class));
        Rule rule = isOlder ? OllamaRules.EMBEDDINGS : OllamaRules.EMBED;
        Map<String, Object> given = Posted.read(exchange, rule);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", Posted.model(given));
        request.put("input", given.get(isOlder ? "prompt" : "input"));
        given.forEach((name, value) -> {
            switch (name) {
                case "model", "input", "prompt" -> {}
                // Inputs that are too long are cut unless told otherwise.
                case "truncate" -> {
                    if (Boolean.FALSE.equals(value)) {
                        request.put(name, value);
                    }
                }
                default -> {
                    if (value != null && !value.equals(Map.of())) {
                        request.put(name, value);
                    }
                }
            }
        });
        Asked asked = new Asked(String.valueOf(request.get("model")), Asked.Form.WHOLE, false);
        OllamaAsked own = OllamaAsked.now(isOlder ? Endpoint.EMBEDDINGS : Endpoint.EMBED, Wish.ANSWER);
        Posted.leave(exchange, request, Operation.EMBED, asked, own);
    }
}
