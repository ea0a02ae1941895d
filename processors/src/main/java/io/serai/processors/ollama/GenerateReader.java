package io.serai.processors.ollama;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.ollama.OllamaAsked.Endpoint;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /api/generate} (<a href="https://docs.ollama.com/api/generate">source</a>), which streams unless told not to: checks
 * the body and leaves a chat request of one turn. {@code suffix}, {@code raw}, {@code template} and {@code context}, which no chat has a
 * word for, stand at its top. Without a prompt there is nothing to ask a model: {@code SeraiOllamaPreload} is true.
 */
public final class GenerateReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> given = Posted.read(exchange, OllamaRules.GENERATE);
        boolean isEmpty = given.get("prompt") == null || given.get("prompt").equals("");
        Map<String, Object> request = CanonicalRequest.ofGenerate(given);
        Asked asked = CanonicalRequest.asked(request);
        OllamaAsked own = OllamaAsked.now(Endpoint.GENERATE, isEmpty ? CanonicalRequest.loading(given) : Wish.ANSWER);
        Posted.leave(exchange, request, Operation.CHAT, asked, own);
    }
}
