package io.serai.processors.anthropic;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import io.serai.processors.frontend.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a caller posted to one of the endpoints, turned into a canonical request on its exchange. */
final class Posted {

    private static final String BETAS = "anthropic-beta";

    private Posted() {}

    static void read(Exchange exchange, Operation operation, Rule rule) {
        Message message = exchange.getMessage();
        Map<String, Object> given = RequestBody.read(message);
        rule.check(given, Path.REQUEST);
        Map<String, Object> request = CanonicalRequest.of(given, betas(message));
        message.setBody(request);
        RequestHeaders.set(exchange, operation, Asked.of(new ChatRequest(request)));
    }

    private static List<String> betas(Message message) {
        String listed = message.getHeader(BETAS, "", String.class);
        return Stream.of(listed.split(","))
                .map(String::strip)
                .filter(beta -> !beta.isEmpty())
                .distinct()
                .toList();
    }
}
