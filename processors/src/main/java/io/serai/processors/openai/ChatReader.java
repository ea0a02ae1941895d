package io.serai.processors.openai;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/chat/completions} (<a href="https://platform.openai.com/docs/api-reference/chat/create">source</a>): checks
 * the body and leaves it as a {@code Map}, untouched, with the headers {@code SeraiModel}, {@code SeraiOperation} and
 * {@code SeraiStream}. What is wrong with it is a {@link io.serai.api.error.CallerException} that names the field.
 */
public final class ChatReader implements Processor {

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        RequestRules.CHAT.check(request, Path.REQUEST);
        exchange.getMessage().setBody(request);
        RequestHeaders.set(exchange, Operation.CHAT, Asked.of(new ChatRequest(request)));
    }
}
