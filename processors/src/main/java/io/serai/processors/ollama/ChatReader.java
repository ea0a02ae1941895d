package io.serai.processors.ollama;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.ollama.OllamaAsked.Endpoint;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /api/chat} (<a href="https://docs.ollama.com/api/chat">source</a>), which streams unless told not to: checks the body
 * and leaves the canonical request. Without messages there is nothing to ask a model: {@code SeraiOllamaPreload} is true.
 */
public final class ChatReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> given = Posted.read(exchange, OllamaRules.CHAT);
        boolean isEmpty = !(given.get("messages") instanceof List<?> messages) || messages.isEmpty();
        Map<String, Object> request = CanonicalRequest.ofChat(given);
        Asked asked = CanonicalRequest.asked(request);
        OllamaAsked own = OllamaAsked.now(Endpoint.CHAT, isEmpty ? CanonicalRequest.loading(given) : Wish.ANSWER);
        Posted.leave(exchange, request, Operation.CHAT, asked, own);
    }
}
