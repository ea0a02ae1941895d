package io.serai.processors.anthropic;

import io.serai.api.call.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/messages/count_tokens} (<a
 * href="https://platform.claude.com/docs/en/api/messages/count_tokens">source</a>) as {@link MessagesReader} reads what is to be
 * answered.
 */
public final class CountTokensReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Posted.read(exchange, Operation.COUNT_TOKENS, MessagesRules.COUNT_TOKENS);
    }
}
