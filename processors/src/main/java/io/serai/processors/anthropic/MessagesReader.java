package io.serai.processors.anthropic;

import io.serai.api.call.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/messages} (<a href="https://platform.claude.com/docs/en/api/messages/create">source</a>): checks the body and
 * leaves the canonical request, with the headers {@code SeraiModel}, {@code SeraiOperation} and {@code SeraiStream}. What is wrong with
 * it is a {@link io.serai.api.error.CallerException} that names the field.
 */
public final class MessagesReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Posted.read(exchange, Operation.CHAT, MessagesRules.MESSAGES);
    }
}
