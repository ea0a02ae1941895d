package io.serai.processors.check;

import io.serai.api.chat.ChatRequest;
import io.serai.api.error.SeraiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A call of another model on behalf of the one in hand: billed, timed and given up with it, and never seen by the caller.
 *
 * @param uri of an endpoint that answers requests, such as {@code model:judge} or {@code ai:openai/gpt-4.1-mini}
 */
public record SideCall(String uri) {

    /** What the model says to a system and a user message. */
    public String ask(String system, String user, Exchange exchange) {
        List<Object> messages = new ArrayList<>();
        messages.add(ChatRequest.message("system", system));
        messages.add(ChatRequest.message("user", user));
        return ask(ChatRequest.ofMessages(messages).map(), exchange);
    }

    private String ask(Map<String, Object> request, Exchange exchange) {
        Exchange copy = Question.in(exchange).whole(request);
        send(copy);
        return Draft.in(copy).text();
    }

    /** Sends an exchange there, and waits. */
    public void send(Exchange exchange) {
        // A producer of its own each time: a call lasts a thousand times as long as making one, and none is left open.
        Producer producer = producer(exchange);
        try {
            Question.put(producer, exchange);
        } finally {
            ServiceHelper.stopAndShutdownService(producer);
        }
    }

    private Producer producer(Exchange exchange) {
        try {
            Producer producer = exchange.getContext().getEndpoint(uri).createProducer();
            ServiceHelper.startService(producer);
            return producer;
        } catch (Exception e) {
            throw SeraiException.of(e);
        }
    }
}
