package io.serai.gateway.cache;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What a route says in place of a provider that has failed; in all else like a good answer. */
public final class Apology implements Processor {

    static final String WORDS = "Sorry, try again later.";

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> message = Map.of("role", "assistant", "content", WORDS);
        exchange.getMessage()
                .setBody(Map.of(
                        "id",
                        "chatcmpl-sorry",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        "m",
                        "choices",
                        List.of(Map.of("index", 0, "finish_reason", "stop", "message", message))));
    }
}
