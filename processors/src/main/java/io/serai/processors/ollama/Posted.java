package io.serai.processors.ollama;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import io.serai.processors.frontend.Rule;
import java.util.Map;
import org.apache.camel.Exchange;

/** What all readers do before and after they translate. */
final class Posted {

    /** Property of an exchange: whether the model need not be called, for routes to go by. */
    static final String PRELOAD = "SeraiOllamaPreload";

    private static final String LATEST = ":latest";

    private Posted() {}

    static Map<String, Object> read(Exchange exchange, Rule rule) {
        // Ollama reads any type as JSON, and its own examples are of curl -d, which says that it posts a form:
        // https://docs.ollama.com/api/chat
        Map<String, Object> given = RequestBody.readUntyped(exchange.getMessage());
        rule.check(given, Path.REQUEST);
        return given;
    }

    /** The model that is meant: {@code x} and {@code x:latest} are the same (<a href="https://github.com/ollama/ollama/blob/main/docs/api.md#model-names">source</a>). */
    static String model(Map<String, Object> given) {
        String name = String.valueOf(given.get("model") == null ? given.get("name") : given.get("model"));
        return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
    }

    static void leave(
            Exchange exchange, Map<String, Object> request, Operation operation, Asked asked, OllamaAsked own) {
        exchange.getMessage().setBody(request);
        // It fills silence with comments of server-sent events, and lines of JSON know none.
        exchange.removeProperty(CallNames.HEARTBEAT);
        RequestHeaders.set(exchange, operation, asked);
        exchange.setProperty(OllamaAsked.PROPERTY, own);
        exchange.setProperty(PRELOAD, own.wish() != OllamaAsked.Wish.ANSWER);
    }
}
